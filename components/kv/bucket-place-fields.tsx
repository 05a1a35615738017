"use client";

import { CheckField } from "@/components/ui/check-field";
import { Fold } from "@/components/ui/fold";
import { Greyed } from "@/components/ui/greyed";
import { PlacementFields } from "@/components/ui/placement-fields";
import { TextField } from "@/components/ui/text-field";
import type { BucketFieldsProps } from "./bucket-fields";

/** Where a bucket is kept, and where else its changes are told. */
export function BucketPlaceFields(props: BucketFieldsProps) {
  return (
    <>
      <PlacementFields draft={props.draft} onChange={props.onChange} />
      <Republish {...props} />
    </>
  );
}

function Republish({ draft, faults, reasons, onChange }: BucketFieldsProps) {
  const { republishSource, republishDestination, headersOnly } = draft;
  const isSet = republishSource !== "" || republishDestination !== "";
  return (
    <Fold
      title="Republish"
      holds={isSet ? `to ${republishDestination}` : "changes are told to watchers only"}
      isOpen={isSet}
    >
      <Greyed isOff={reasons.republishDestination !== undefined}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Republish source"
            hint={
              reasons.republishSource ??
              `Of which keys: $KV.${draft.name || "NAME"}.>; empty is all.`
            }
            className="font-mono"
            value={republishSource}
            onChange={(next) => onChange({ republishSource: next })}
          />
          <TextField
            label="Republish destination"
            hint={
              reasons.republishDestination ?? "What is stored is published there, too: changes.>"
            }
            className="font-mono"
            value={republishDestination}
            onChange={(next) => onChange({ republishDestination: next })}
            error={faults.republishDestination}
          />
        </div>
        <div className="mt-4">
          <CheckField
            label="Headers only"
            hint="Without the values; their size is told."
            isChecked={headersOnly}
            onChange={(next) => onChange({ headersOnly: next })}
          />
        </div>
      </Greyed>
    </Fold>
  );
}
