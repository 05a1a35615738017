import { Fold } from "@/components/ui/fold";
import { TextField } from "@/components/ui/text-field";
import type { Draft } from "./draft";
import type { FormPart } from "./form-part";

/** How JetStream and inboxes are called, where an account names them its own way. */
export function FormNames({ draft, change, faults, leave }: FormPart) {
  const isWrong = Boolean(faults.jetstreamDomain || faults.apiPrefix || faults.inboxPrefix);
  return (
    <Fold title="JetStream and inboxes" holds={holds(draft)} isOpen={isWrong}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="JetStream domain"
          hint="Of a leaf node's or a hub's own JetStream."
          value={draft.jetstreamDomain}
          onChange={(jetstreamDomain) => change({ jetstreamDomain })}
          onBlur={() => leave("jetstreamDomain")}
          error={faults.jetstreamDomain}
        />
        <TextField
          label="API prefix"
          hint="Where an account imports JetStream under another name."
          placeholder="$JS.API"
          value={draft.apiPrefix}
          onChange={(apiPrefix) => change({ apiPrefix })}
          onBlur={() => leave("apiPrefix")}
          error={faults.apiPrefix}
          className="font-mono"
        />
      </div>
      <TextField
        label="Inbox prefix"
        hint="Where the user may subscribe to no inbox but its own."
        placeholder="_INBOX"
        value={draft.inboxPrefix}
        onChange={(inboxPrefix) => change({ inboxPrefix })}
        onBlur={() => leave("inboxPrefix")}
        error={faults.inboxPrefix}
        className="font-mono"
      />
    </Fold>
  );
}

function holds({ jetstreamDomain, apiPrefix, inboxPrefix }: Draft): string {
  const parts = [
    jetstreamDomain.trim() && `domain ${jetstreamDomain.trim()}`,
    apiPrefix.trim(),
    inboxPrefix.trim(),
  ].filter(Boolean);
  return parts.join(", ") || "the usual names";
}
