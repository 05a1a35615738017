"use client";

import type { KeepingDraft } from "@/lib/format/keeping-draft";
import { Greyed } from "./greyed";
import { Segments } from "./segments";

type Props = {
  draft: Pick<KeepingDraft, "storage" | "replicas" | "isCompressed">;
  /** Why one can't be used, by its name. */
  reasons: { storage?: string; isCompressed?: string };
  isClustered: boolean;
  onChange: (changes: Partial<KeepingDraft>) => void;
};

const storageHints = {
  file: "On disk; it survives a restart.",
  memory: "In memory; without replicas it is lost with its server.",
};

/** Where something is kept, how many times, and how it is packed. */
export function StorageFields({ draft, reasons, isClustered, onChange }: Props) {
  const counts = [...new Set([1, 3, 5, draft.replicas])].sort((one, other) => one - other);
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Greyed isOff={reasons.storage !== undefined}>
        <Segments
          label="Storage"
          hint={reasons.storage ?? storageHints[draft.storage]}
          value={draft.storage}
          choices={[
            { value: "file", label: "File" },
            { value: "memory", label: "Memory" },
          ]}
          onChange={(storage) => onChange({ storage })}
        />
      </Greyed>
      <Segments
        label="Replicas"
        hint={
          isClustered
            ? "On so many servers: 3 go on while one is away."
            : "More than 1 needs a cluster."
        }
        value={String(draft.replicas)}
        choices={counts.map((count) => ({ value: String(count), label: String(count) }))}
        onChange={(replicas) => onChange({ replicas: Number(replicas) })}
      />
      <Greyed isOff={reasons.isCompressed !== undefined}>
        <Segments
          label="Compression"
          hint={
            reasons.isCompressed ??
            (draft.storage === "memory"
              ? "In memory nothing is packed."
              : "Of what is written from then on.")
          }
          value={draft.isCompressed ? "s2" : "none"}
          choices={[
            { value: "none", label: "None" },
            { value: "s2", label: "S2" },
          ]}
          onChange={(compression) => onChange({ isCompressed: compression === "s2" })}
        />
      </Greyed>
    </div>
  );
}
