import { Fold } from "@/components/ui/fold";
import { TextField } from "@/components/ui/text-field";
import { AuthFields } from "./auth-fields";
import { authWords } from "./auth-words";
import type { Draft } from "./draft";
import type { FormPart } from "./form-part";

/** Where the server's own figures come from. */
export function FormSystem({ draft, change, faults, leave }: FormPart) {
  const isWrong = Object.entries(faults).some(
    ([field, fault]) => fault && /^(system\.|monitoringUrl)/.test(field),
  );
  return (
    <Fold title="Monitoring and system account" holds={holds(draft)} isOpen={isWrong}>
      <p className="text-small text-soft">
        Figures of servers, routes and clients come from the system account, or else from the
        monitoring port.
      </p>
      <TextField
        label="Monitoring URL"
        placeholder="http://host:8222"
        value={draft.monitoringUrl}
        onChange={(monitoringUrl) => change({ monitoringUrl })}
        onBlur={() => leave("monitoringUrl")}
        error={faults.monitoringUrl}
        className="font-mono"
      />
      <fieldset aria-label="System account" className="min-w-0">
        <AuthFields
          place="system"
          label="System account"
          auth={draft.system}
          onChange={(system) => change({ system })}
          faults={faults}
          leave={leave}
        />
      </fieldset>
    </Fold>
  );
}

function holds({ monitoringUrl, system }: Draft): string {
  const parts = [
    monitoringUrl.trim(),
    system.kind !== "none" && `system account: ${authWords[system.kind].toLowerCase()}`,
  ].filter(Boolean);
  return parts.join(", ") || "none: figures of this account only";
}
