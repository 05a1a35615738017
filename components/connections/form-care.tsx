import { ColourMark } from "@/components/shell/colour-mark";
import { CheckField } from "@/components/ui/check-field";
import { SelectField } from "@/components/ui/select-field";
import { connectionColours } from "@/lib/model/connection";
import type { FormPart } from "./form-part";

const choices = [
  { value: "none", label: "None" },
  ...connectionColours.map((value) => ({ value, label: value })),
] as const;

/** What makes this connection look different, and what nobody may do by mistake. */
export function FormCare({ draft, change }: FormPart) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="grid content-start gap-3">
        <CheckField
          label="Production"
          hint="Looks different, and asks twice before it changes anything."
          isChecked={draft.production}
          onChange={(production) => change({ production })}
        />
        <CheckField
          label="Read-only"
          hint="Nobody changes anything here, whatever their role."
          isChecked={draft.readOnly}
          onChange={(readOnly) => change({ readOnly })}
        />
      </div>
      <div className="flex items-end gap-2 self-start">
        <div className="min-w-0 flex-1">
          <SelectField
            label="Colour"
            value={draft.colour ?? "none"}
            choices={choices}
            onChange={(colour) => change({ colour: colour === "none" ? undefined : colour })}
          />
        </div>
        <span className="flex h-8 items-center">
          <ColourMark colour={draft.colour} />
        </span>
      </div>
    </div>
  );
}
