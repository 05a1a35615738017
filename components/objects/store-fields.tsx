"use client";

import { DurationField } from "@/components/ui/duration-field";
import { Greyed } from "@/components/ui/greyed";
import { MetadataField } from "@/components/ui/metadata-field";
import { NameField } from "@/components/ui/name-field";
import { PlacementFields } from "@/components/ui/placement-fields";
import { SizeField } from "@/components/ui/size-field";
import { StorageFields } from "@/components/ui/storage-fields";
import { TextField } from "@/components/ui/text-field";
import type { StoreDraft, StoreWords } from "./store-draft";

type Props = {
  draft: StoreDraft;
  faults: StoreWords;
  reasons: StoreWords;
  /** What is wrong is said of every field, also of those that nobody has come to. */
  isSaid: boolean;
  isClustered: boolean;
  /** Metadata that can't be typed in lines, by its keys. */
  untyped: readonly string[];
  onChange: (changes: Partial<StoreDraft>) => void;
};

/** The fields of an object store, of a new one or one that there is. */
export function StoreFields(props: Props) {
  const { draft, faults, reasons, isSaid, isClustered, untyped, onChange } = props;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Greyed isOff={reasons.name !== undefined}>
          <NameField
            label="Name"
            named="store"
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
        <DurationField
          label="TTL"
          hint="Of every object: 24h, 30d. Empty is for ever."
          isOptional
          value={draft.ttl}
          onChange={(ttl) => onChange({ ttl })}
          error={faults.ttl}
        />
        <SizeField
          label="Max bytes"
          hint="Of the store; when it is full, uploads are refused."
          isOptional
          value={draft.maxBytes}
          onChange={(maxBytes) => onChange({ maxBytes })}
          error={faults.maxBytes}
        />
      </div>
      <StorageFields
        draft={draft}
        reasons={reasons}
        isClustered={isClustered}
        onChange={onChange}
      />
      <div>
        <PlacementFields draft={draft} onChange={onChange} />
        <MetadataField
          value={draft.metadata}
          error={faults.metadata}
          reason={reasons.metadata}
          untyped={untyped}
          onChange={(metadata) => onChange({ metadata })}
        />
      </div>
    </>
  );
}
