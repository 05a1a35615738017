"use client";

import { CheckField } from "@/components/ui/check-field";
import { DurationField } from "@/components/ui/duration-field";
import { Greyed } from "@/components/ui/greyed";
import { NameField } from "@/components/ui/name-field";
import { SizeField } from "@/components/ui/size-field";
import { StorageFields } from "@/components/ui/storage-fields";
import { TextField } from "@/components/ui/text-field";
import type { BucketDraft, BucketFaults } from "./bucket-draft";
import { BucketOriginFields } from "./bucket-origin-fields";
import { BucketPlaceFields } from "./bucket-place-fields";
import type { BucketReasons } from "./use-bucket-reasons";

/** What every field of the form is given. */
export type BucketFieldsProps = {
  draft: BucketDraft;
  faults: BucketFaults;
  reasons: BucketReasons;
  onChange: (changes: Partial<BucketDraft>) => void;
};

type Props = BucketFieldsProps & {
  /** What is wrong is said of every field, also of those that nobody has come to. */
  isSaid: boolean;
  isClustered: boolean;
  /** The buckets of this account. */
  others: readonly string[];
  /** Metadata that can't be typed in lines, by its keys. */
  untyped: readonly string[];
};

/** The fields of a bucket, of a new one or one that there is. */
export function BucketFields(props: Props) {
  const { draft, faults, reasons, isSaid, isClustered, onChange } = props;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Greyed isOff={reasons.name !== undefined}>
          <NameField
            label="Name"
            named="bucket"
            hint={reasons.name ?? "Letters, digits, - and _."}
            value={draft.name}
            onChange={(name) => onChange({ name })}
            error={draft.name === "" && !isSaid ? undefined : faults.name}
          />
        </Greyed>
        <TextField
          label="Description"
          value={draft.description}
          onChange={(description) => onChange({ description })}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-4">
        <TextField
          label="History"
          hint="1 to 64 revisions a key."
          inputMode="numeric"
          value={draft.history}
          onChange={(history) => onChange({ history })}
          error={faults.history}
        />
        <DurationField
          label="TTL"
          hint="Of every value: 24h, 30d. Empty is for ever."
          isOptional
          value={draft.ttl}
          onChange={(ttl) => onChange({ ttl })}
          error={faults.ttl}
        />
        <SizeField
          label="Max bytes"
          hint="Of the bucket; when it is full, writes are refused."
          isOptional
          value={draft.maxBytes}
          onChange={(maxBytes) => onChange({ maxBytes })}
          error={faults.maxBytes}
        />
        <SizeField
          label="Max value size"
          hint="64 KiB, 1 MiB. It counts the key's subject, too."
          isOptional
          value={draft.maxValueBytes}
          onChange={(maxValueBytes) => onChange({ maxValueBytes })}
          error={faults.maxValueBytes}
        />
      </div>
      <StorageFields
        draft={draft}
        reasons={reasons}
        isClustered={isClustered}
        onChange={onChange}
      />
      <KeyTtl {...props} />
      <div>
        <BucketPlaceFields {...props} />
        <BucketOriginFields {...props} />
      </div>
    </>
  );
}

function KeyTtl({ draft, faults, reasons, onChange }: Props) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Greyed isOff={reasons.hasKeyTtl !== undefined}>
        <CheckField
          label="Per-key TTL and markers"
          hint={reasons.hasKeyTtl ?? "A key may say how long it lives. Once on, it stays on."}
          isChecked={draft.hasKeyTtl}
          onChange={(hasKeyTtl) =>
            onChange({
              hasKeyTtl,
              ...(hasKeyTtl && draft.markerTtl === "" && { markerTtl: "15m" }),
            })
          }
        />
      </Greyed>
      {draft.hasKeyTtl && (
        <Greyed isOff={reasons.markerTtl !== undefined}>
          <DurationField
            label="Marker TTL"
            hint={
              reasons.markerTtl ??
              "How long a marker stays for a key that went by its age. Empty leaves none."
            }
            isOptional
            value={reasons.markerTtl === undefined ? draft.markerTtl : ""}
            onChange={(markerTtl) => onChange({ markerTtl })}
            error={faults.markerTtl}
          />
        </Greyed>
      )}
    </div>
  );
}
