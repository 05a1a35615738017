"use client";

import type { KeepingDraft } from "@/lib/format/keeping-draft";
import { Fold } from "./fold";
import { TextField } from "./text-field";

type Props = {
  draft: Pick<KeepingDraft, "cluster" | "tags">;
  onChange: (changes: Partial<KeepingDraft>) => void;
};

/** On which servers something is kept. */
export function PlacementFields({ draft: { cluster, tags }, onChange }: Props) {
  const isSet = cluster !== "" || tags !== "";
  return (
    <Fold
      title="Placement"
      holds={isSet ? [cluster, tags].filter(Boolean).join(", ") : "anywhere"}
      isOpen={isSet}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Placement cluster"
          hint="Only on servers of this cluster."
          value={cluster}
          onChange={(next) => onChange({ cluster: next })}
        />
        <TextField
          label="Placement tags"
          hint="Only on servers that have all of these: ssd, eu."
          value={tags}
          onChange={(next) => onChange({ tags: next })}
        />
      </div>
    </Fold>
  );
}
