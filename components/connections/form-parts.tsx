import { AuthFields } from "./auth-fields";
import { FormBasics } from "./form-basics";
import { FormCare } from "./form-care";
import { FormNames } from "./form-names";
import type { FormPart } from "./form-part";
import { FormSubjects } from "./form-subjects";
import { FormSystem } from "./form-system";
import { FormTls } from "./form-tls";

/** All that can be said of a connection; what the console does not do for a direct one is left out. */
export function FormParts(part: FormPart) {
  const { draft, change, faults, leave } = part;
  const isDirect = draft.transport === "direct";
  return (
    <div className="grid grid-cols-1 gap-6">
      <FormBasics {...part} />
      {isDirect ? (
        <p className="border-unknown border-l-2 py-1 pl-3 text-small text-soft">
          The browser asks for the credentials when it connects, and forgets them with the tab; the
          console keeps none.
        </p>
      ) : (
        <AuthFields
          place="auth"
          label="Authentication"
          auth={draft.auth}
          onChange={(auth) => change({ auth })}
          faults={faults}
          leave={leave}
        />
      )}
      <FormCare {...part} />
      <div>
        {!isDirect && <FormTls {...part} />}
        <FormNames {...part} />
        {!isDirect && <FormSystem {...part} />}
        {!isDirect && <FormSubjects {...part} />}
      </div>
    </div>
  );
}
