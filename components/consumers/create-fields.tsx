"use client";

import { DurationField } from "@/components/ui/duration-field";
import { NameField } from "@/components/ui/name-field";
import { Segments } from "@/components/ui/segments";
import { SelectField } from "@/components/ui/select-field";
import { SubjectField } from "@/components/ui/subject-field";
import { TextField } from "@/components/ui/text-field";
import type { ConsumerDraft, ConsumerFaults } from "./create-draft";

type Props = {
  draft: ConsumerDraft;
  faults: ConsumerFaults;
  /** What is wrong is said of every field, also of those that nobody has come to. */
  isSaid: boolean;
  /** Offered while a filter is typed. */
  known: readonly string[];
  zone: string;
  onChange: (changes: Partial<ConsumerDraft>) => void;
};

const kindHints = {
  pull: "Workers ask for as many messages as they can take; more workers share the work. Best for new ones.",
  push: "The server sends messages to a subject, whether they can be taken or not. For one reader in order.",
};
const ackHints = {
  explicit: "Each message is acknowledged, or delivered again.",
  all: "One acknowledgement is for all messages before it, too.",
  none: "Delivered is done: a message that a worker loses is not delivered again.",
};
const policyChoices = [
  { value: "all", label: "All that is stored" },
  { value: "new", label: "Only what is new" },
  { value: "last", label: "The last message, then what is new" },
  { value: "last_per_subject", label: "The last of each subject" },
  { value: "by_start_sequence", label: "From a sequence on" },
  { value: "by_start_time", label: "From a moment on" },
] as const;
const anySubject = { wildcards: true, reserved: true };

/** The fields of a new consumer. */
export function CreateFields(props: Props) {
  const { draft, faults, isSaid, known, onChange } = props;
  const said = (field: keyof ConsumerDraft) => (isSaid ? faults[field] : undefined);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameField
          label="Name"
          named="consumer"
          hint="Durable: it keeps its place also while nobody reads."
          value={draft.name}
          onChange={(name) => onChange({ name })}
          error={draft.name === "" ? said("name") : faults.name}
        />
        <TextField
          label="Description"
          hint="What it is for; may be empty."
          value={draft.description}
          onChange={(description) => onChange({ description })}
        />
      </div>
      <Segments
        label="Kind"
        hint={kindHints[draft.kind]}
        value={draft.kind}
        choices={[
          { value: "pull", label: "Pull" },
          { value: "push", label: "Push" },
        ]}
        onChange={(kind) => onChange({ kind })}
      />
      {draft.kind === "push" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Deliver subject"
            hint="Where its messages are sent."
            className="font-mono"
            placeholder="deliver.orders"
            value={draft.deliverSubject}
            onChange={(deliverSubject) => onChange({ deliverSubject })}
            error={draft.deliverSubject === "" ? said("deliverSubject") : faults.deliverSubject}
          />
          <TextField
            label="Deliver group"
            hint="Of several that listen as this queue group, each message goes to one. Empty: to all."
            className="font-mono"
            value={draft.deliverGroup}
            onChange={(deliverGroup) => onChange({ deliverGroup })}
            error={faults.deliverGroup}
          />
        </div>
      )}
      <SubjectField
        label="Filter subjects"
        hint="Only messages of these; Enter ends one. None: everything that the stream holds."
        rules={anySubject}
        known={known}
        value={draft.filterSubjects}
        onChange={(filterSubjects) => onChange({ filterSubjects })}
        error={faults.filterSubjects}
      />
      <Begin {...props} />
      <Segments
        label="Ack policy"
        hint={ackHints[draft.ackPolicy]}
        error={faults.ackPolicy}
        value={draft.ackPolicy}
        choices={[
          { value: "explicit", label: "Explicit" },
          { value: "all", label: "All" },
          { value: "none", label: "None" },
        ]}
        onChange={(ackPolicy) => onChange({ ackPolicy })}
      />
      {draft.ackPolicy !== "none" && (
        <div className="grid gap-4 sm:grid-cols-3">
          <DurationField
            label="Ack wait"
            hint="Then a message is delivered again: longer than its work takes. Empty: 30s."
            isOptional
            value={draft.ackWait}
            onChange={(ackWait) => onChange({ ackWait })}
            error={said("ackWait")}
          />
          <TextField
            label="Max deliver"
            hint="So often at most; 3 to 5 keeps a bad message from blocking. Empty: for ever."
            inputMode="numeric"
            value={draft.maxDeliver}
            onChange={(maxDeliver) => onChange({ maxDeliver })}
            error={faults.maxDeliver}
          />
          <TextField
            label="Max ack pending"
            hint="So many under way at once, all workers together. Empty: 1,000."
            inputMode="numeric"
            value={draft.maxAckPending}
            onChange={(maxAckPending) => onChange({ maxAckPending })}
            error={faults.maxAckPending}
          />
        </div>
      )}
    </>
  );
}

/** Where it begins. */
function Begin({ draft, faults, isSaid, zone, onChange }: Props) {
  const said = (field: keyof ConsumerDraft) => (isSaid ? faults[field] : undefined);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label="Deliver policy"
        hint="Where it begins."
        value={draft.deliverPolicy}
        choices={policyChoices}
        onChange={(deliverPolicy) => onChange({ deliverPolicy })}
        error={faults.deliverPolicy}
      />
      {draft.deliverPolicy === "by_start_sequence" && (
        <TextField
          label="Start sequence"
          hint="The first message that it gets, or the next one after it."
          inputMode="numeric"
          value={draft.startSequence}
          onChange={(startSequence) => onChange({ startSequence })}
          error={said("startSequence")}
        />
      )}
      {draft.deliverPolicy === "by_start_time" && (
        <TextField
          label="Start time"
          type="datetime-local"
          step={1}
          hint={`Times are ${zone}`}
          value={draft.startTime}
          onChange={(startTime) => onChange({ startTime })}
          error={said("startTime")}
        />
      )}
    </div>
  );
}
