"use client";

import { Fold } from "@/components/ui/fold";
import { Greyed } from "@/components/ui/greyed";
import { MetadataField } from "@/components/ui/metadata-field";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import type { BucketFieldsProps } from "./bucket-fields";
import { missingOrigins } from "./bucket-origin";

type Props = BucketFieldsProps & { others: readonly string[]; untyped: readonly string[] };

/** Where a bucket's keys come from, and what is noted of it. */
export function BucketOriginFields({ draft, faults, reasons, others, untyped, onChange }: Props) {
  const lines = draft.sources.split("\n").filter((line) => line.trim() !== "");
  return (
    <>
      <Fold
        title="Mirror and sources"
        holds={originWords(draft.mirror, lines)}
        isOpen={draft.mirror !== "" || lines.length > 0}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Greyed isOff={reasons.mirror !== undefined}>
            <TextField
              label="Mirror of"
              hint={
                reasons.mirror ??
                notHere(draft.mirror, others) ??
                "A copy of one bucket, read only where that is elsewhere. Behind a space its domain or API prefix: stock hub."
              }
              className="font-mono"
              value={draft.mirror}
              onChange={(mirror) => onChange({ mirror })}
              error={faults.mirror}
            />
          </Greyed>
          <Greyed isOff={reasons.sources !== undefined}>
            <TextArea
              label="Sources"
              hint={
                reasons.sources ??
                notHere(draft.sources, others) ??
                "Buckets whose changes come here, too, one a line; behind a space a domain or API prefix."
              }
              value={draft.sources}
              onChange={(sources) => onChange({ sources })}
              error={faults.sources}
            />
          </Greyed>
        </div>
      </Fold>
      <MetadataField
        value={draft.metadata}
        error={faults.metadata}
        reason={reasons.metadata}
        untyped={untyped}
        onChange={(metadata) => onChange({ metadata })}
      />
    </>
  );
}

/** NATS takes it all the same, and says nothing. */
function notHere(text: string, others: readonly string[]): string | undefined {
  const [first] = missingOrigins(text, others);
  if (first === undefined) return undefined;
  return `There is no bucket ${first} here: until there is one, nothing comes. Elsewhere? Name its domain behind a space.`;
}

function originWords(mirror: string, sources: readonly string[]): string {
  if (mirror !== "") return `a copy of ${mirror}`;
  return sources.length > 0 ? `from ${sources.join(", ")}` : "keys are written here";
}
