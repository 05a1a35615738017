"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { resumeConsumerMutation } from "@/lib/queries/consumer-write";
import { ConsumerOutcome } from "./consumer-outcome";

type Props = { connectionId: string; consumer: ConsumerSummary; onClose: () => void };

/** Says what waits, then lets a paused consumer go on. */
export function ResumeDialog({ connectionId, consumer, onClose }: Props) {
  const format = useFormat();
  const { stream, name, pending } = consumer;
  const production = useProduction(connectionId, { does: "resume it" });
  const resume = useMutation(
    resumeConsumerMutation(useQueryClient(), { connectionId, stream, name }),
  );
  return (
    <Dialog title={`Resume consumer ${name}`} onClose={onClose}>
      <div className="mt-2 grid gap-4">
        <p className="text-soft">
          {pending === 0n
            ? "Nothing waits for it now."
            : `It delivers again, beginning with the ${format.exact(pending)} ${pending === 1n ? "message that waits" : "messages that wait"}.`}
        </p>
        <CliCommand words={natsCommand(["consumer", "resume"], [stream, name])} />
        {resume.error && <Problem words={describeError(resume.error)} />}
        <ConsumerOutcome error={resume.error} {...{ connectionId, stream, name }} />
        {production.check}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            data-first
            kind="primary"
            reason={production.reason}
            isBusy={resume.isPending}
            onClick={() => resume.mutate(undefined, { onSuccess: onClose })}
          >
            Resume
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
