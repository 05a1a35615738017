"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { StreamSummary } from "@/lib/model/streams";
import { purgeStreamMutation } from "@/lib/queries/streams";
import {
  checkPurge,
  emptyPurge,
  type PurgeDraft,
  purgeCommand,
  purgeWords,
  toPurgeWish,
} from "./purge-draft";
import { streamFact } from "./stream-fact";

type Props = { connectionId: string; stream: StreamSummary; onClose: () => void };

/** Asks which messages are to go, then for the stream's name, then says how many went. */
export function PurgeDialog({ connectionId, stream, onClose }: Props) {
  const format = useFormat();
  const [draft, setDraft] = useState(emptyPurge);
  const [isChosen, setChosen] = useState(false);
  const purge = useMutation(purgeStreamMutation(connectionId, stream.name));
  if (purge.data) {
    return (
      <Dialog title={`Stream ${stream.name} was purged`} onClose={onClose}>
        <p role="status" className="mt-2 tabular-nums">
          {format.exact(purge.data.purged)}{" "}
          {purge.data.purged === 1n ? "message is" : "messages are"} gone.
        </p>
        <div className="mt-4 flex justify-end">
          <Button data-first onClick={onClose}>
            Close
          </Button>
        </div>
      </Dialog>
    );
  }
  if (!isChosen) {
    return (
      <Choice
        stream={stream}
        draft={draft}
        onChange={setDraft}
        onNext={() => setChosen(true)}
        onClose={onClose}
      />
    );
  }
  return (
    <TypedNameDialog
      verb="Purge"
      object={{ noun: "stream", name: stream.name, fact: streamFact(stream, format) }}
      isBusy={purge.isPending}
      problem={purge.error ? describeError(purge.error) : undefined}
      onConfirm={() => purge.mutate(toPurgeWish(draft))}
      onClose={onClose}
    >
      <p>{purgeWords(draft)} The stream, its settings and its consumers stay.</p>
      <div className="mt-3 text-ink">
        <CliCommand words={purgeCommand(stream.name, draft)} />
      </div>
    </TypedNameDialog>
  );
}

type ChoiceProps = {
  stream: StreamSummary;
  draft: PurgeDraft;
  onChange: (draft: PurgeDraft) => void;
  onNext: () => void;
  onClose: () => void;
};

function Choice({ stream, draft, onChange, onNext, onClose }: ChoiceProps) {
  const format = useFormat();
  const [isSaid, setSaid] = useState(false);
  const faults = checkPurge(draft, stream);
  const said = (field: keyof PurgeDraft) => (isSaid ? faults[field] : undefined);
  const next = () => {
    setSaid(true);
    if (Object.keys(faults).length === 0) onNext();
  };
  return (
    <Dialog title={`Purge stream ${stream.name}`} isWide onClose={onClose}>
      <form
        noValidate
        className="mt-1 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <p className="text-small tabular-nums">{streamFact(stream, format)}</p>
        <RadioGroup
          label="Which messages go"
          value={draft.which}
          choices={[
            { value: "all", label: "All", hint: "Of every subject, or of one." },
            { value: "keep", label: "All but the newest", hint: "So many are kept." },
            { value: "before", label: "Up to a sequence", hint: "That one is the first to stay." },
          ]}
          onChange={(which) => onChange({ ...draft, which })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Only of subject"
            hint="Wildcards as in NATS. Empty is every subject."
            className="font-mono"
            placeholder={stream.subjects[0]}
            value={draft.subject}
            onChange={(subject) => onChange({ ...draft, subject })}
            error={said("subject")}
          />
          {draft.which === "keep" && (
            <TextField
              label="Messages to keep"
              hint={
                draft.subject === "" ? "The newest of the stream." : "The newest of the subject."
              }
              inputMode="numeric"
              value={draft.keep}
              onChange={(keep) => onChange({ ...draft, keep })}
              error={said("keep")}
            />
          )}
          {draft.which === "before" && (
            <TextField
              label="First sequence to stay"
              hint={`It holds ${stream.firstSequence} to ${stream.lastSequence}.`}
              inputMode="numeric"
              value={draft.before}
              onChange={(before) => onChange({ ...draft, before })}
              error={said("before")}
            />
          )}
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit">Next</Button>
        </div>
      </form>
    </Dialog>
  );
}
