"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { DurationField } from "@/components/ui/duration-field";
import { Problem } from "@/components/ui/problem";
import { Segments } from "@/components/ui/segments";
import { TextField } from "@/components/ui/text-field";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { pauseConsumerMutation } from "@/lib/queries/consumer-write";
import { streamQuery } from "@/lib/queries/stream-detail";
import { ConsumerOutcome } from "./consumer-outcome";
import {
  checkPause,
  emptyPause,
  outlasts,
  type PauseDraft,
  pauseCommand,
  toPauseWish,
} from "./pause-draft";

type Props = { connectionId: string; consumer: ConsumerSummary; onClose: () => void };

/** Asks for how long, then lets the consumer rest. */
export function PauseDialog({ connectionId, consumer, onClose }: Props) {
  const format = useFormat();
  const { zone } = format;
  const { stream, name } = consumer;
  const [draft, setDraft] = useState(emptyPause);
  const production = useProduction(connectionId, {
    does: "pause it",
    hint: "Its workers get nothing, and its lag grows.",
  });
  const pause = useMutation(
    pauseConsumerMutation(useQueryClient(), { connectionId, stream, name }),
  );
  const fault = checkPause(draft, zone);
  const { data: maxAgeMs } = useQuery({
    ...streamQuery(connectionId, stream),
    select: ({ summary }) => summary.maxAgeMs,
  });
  const isTooLong =
    maxAgeMs !== undefined &&
    fault === undefined &&
    outlasts(toPauseWish(draft, zone), consumer.atMs, maxAgeMs);
  const change = (changes: Partial<PauseDraft>) => {
    pause.reset();
    setDraft({ ...draft, ...changes });
  };
  const submit = () => {
    if (pause.isPending || production.reason || fault !== undefined) return;
    pause.mutate(toPauseWish(draft, zone), { onSuccess: onClose });
  };
  return (
    <Dialog title={`Pause consumer ${name}`} onClose={onClose}>
      <form
        noValidate
        className="mt-2 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="text-soft">
          While it is paused it delivers nothing; its place stays, and {stream} goes on taking
          messages.
        </p>
        <Segments
          label="Pause"
          value={draft.by}
          choices={[
            { value: "for", label: "For a while" },
            { value: "until", label: "Until a moment" },
          ]}
          onChange={(by) => change({ by })}
        />
        {draft.by === "for" ? (
          <DurationField
            label="For"
            hint="15m, 2h, 1d; by the server's clock."
            value={draft.span}
            onChange={(span) => change({ span })}
            error={draft.span === "" ? undefined : fault}
          />
        ) : (
          <TextField
            label="Until"
            type="datetime-local"
            step={1}
            hint={`Times are ${zone}`}
            value={draft.until}
            onChange={(until) => change({ until })}
            error={draft.until === "" ? undefined : fault}
          />
        )}
        {isTooLong && (
          <p role="status" className="text-attention text-small">
            {stream} drops messages after {format.duration(maxAgeMs)}: some of what comes in
            meanwhile is gone before it is delivered.
          </p>
        )}
        {fault === undefined && (
          <CliCommand words={pauseCommand(consumer, toPauseWish(draft, zone))} />
        )}
        {pause.error && <Problem words={describeError(pause.error)} />}
        <ConsumerOutcome error={pause.error} {...{ connectionId, stream, name }} />
        {production.check}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            reason={production.reason ?? fault}
            isBusy={pause.isPending}
          >
            Pause
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
