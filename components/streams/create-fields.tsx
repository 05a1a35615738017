"use client";

import { DurationField } from "@/components/ui/duration-field";
import { NameField } from "@/components/ui/name-field";
import { Segments } from "@/components/ui/segments";
import { SizeField } from "@/components/ui/size-field";
import { SubjectField } from "@/components/ui/subject-field";
import { TextField } from "@/components/ui/text-field";
import type { StreamDraft, StreamFaults } from "./stream-draft";

type Props = {
  draft: StreamDraft;
  faults: StreamFaults;
  /** What is wrong is said of every field, also of those that nobody has come to. */
  isSaid: boolean;
  isClustered: boolean;
  onChange: (changes: Partial<StreamDraft>) => void;
};

const retentionHints = {
  limits: "Messages stay until a limit is reached, whoever has read them.",
  interest:
    "A message goes once every consumer has acknowledged it; without consumers it is not kept.",
  workqueue: "A message goes once one consumer has acknowledged it.",
};
const storageHints = {
  file: "On disk; it survives a restart.",
  memory: "In memory; without replicas it is lost with its server.",
};
const discardHints = {
  old: "At a limit the oldest message goes.",
  new: "At a limit new messages are refused.",
};
const anySubject = { wildcards: true, reserved: true };

/** The fields of a new stream. */
export function CreateFields({ draft, faults, isSaid, isClustered, onChange }: Props) {
  const said = (field: keyof StreamDraft) => (isSaid ? faults[field] : undefined);
  const hasLimit = [draft.maxMessages, draft.maxBytes].some((text) => text.trim() !== "");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameField
          label="Name"
          named="stream"
          value={draft.name}
          onChange={(name) => onChange({ name })}
          error={draft.name === "" ? said("name") : faults.name}
        />
        <SubjectField
          label="Subjects"
          hint={
            draft.subjects.length === 0
              ? "Wildcards as in NATS; Enter ends one. None is the stream's own name."
              : "What is published to these is stored."
          }
          placeholder="orders.>"
          rules={anySubject}
          value={draft.subjects}
          onChange={(subjects) => onChange({ subjects })}
          error={faults.subjects}
        />
      </div>
      <Segments
        label="Retention"
        hint={retentionHints[draft.retention]}
        value={draft.retention}
        choices={[
          { value: "limits", label: "Limits" },
          { value: "interest", label: "Interest" },
          { value: "workqueue", label: "Work queue" },
        ]}
        onChange={(retention) => onChange({ retention })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Segments
          label="Storage"
          hint={storageHints[draft.storage]}
          value={draft.storage}
          choices={[
            { value: "file", label: "File" },
            { value: "memory", label: "Memory" },
          ]}
          onChange={(storage) => onChange({ storage })}
        />
        <Segments
          label="Replicas"
          hint={
            isClustered
              ? "On so many servers: 3 go on while one is away."
              : "More than 1 needs a cluster."
          }
          value={String(draft.replicas)}
          choices={["1", "3", "5"].map((value) => ({ value, label: value }))}
          onChange={(replicas) => onChange({ replicas: Number(replicas) })}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label="Max messages"
          hint="Empty is no limit."
          inputMode="numeric"
          value={draft.maxMessages}
          onChange={(maxMessages) => onChange({ maxMessages })}
          error={faults.maxMessages}
        />
        <SizeField
          label="Max bytes"
          hint="10 GiB, 500 MiB"
          isOptional
          value={draft.maxBytes}
          onChange={(maxBytes) => onChange({ maxBytes })}
          error={said("maxBytes")}
        />
        <DurationField
          label="Max age"
          hint="24h, 30d"
          isOptional
          value={draft.maxAge}
          onChange={(maxAge) => onChange({ maxAge })}
          error={said("maxAge")}
        />
      </div>
      <Segments
        label="Discard"
        hint={
          hasLimit
            ? discardHints[draft.discard]
            : `${discardHints[draft.discard]} There is none yet.`
        }
        value={draft.discard}
        choices={[
          { value: "old", label: "Old" },
          { value: "new", label: "New" },
        ]}
        onChange={(discard) => onChange({ discard })}
      />
    </>
  );
}
