"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CliCommand } from "@/components/ui/cli-command";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { deleteConsumerMutation } from "@/lib/queries/consumer-write";
import { streamTabAddress } from "@/lib/url/streams";
import { ConsumerOutcome } from "./consumer-outcome";
import { placeWords } from "./consumer-words";

type Props = { connectionId: string; consumer: ConsumerSummary; onClose: () => void };

/** Asks for the consumer's name, then removes it and its place. */
export function DeleteDialog({ connectionId, consumer, onClose }: Props) {
  const router = useRouter();
  const format = useFormat();
  const { stream, name, ackFloor, isPull } = consumer;
  const remove = useMutation(deleteConsumerMutation({ connectionId, stream, name }));
  return (
    <TypedNameDialog
      verb="Delete"
      object={{ noun: "consumer", name, fact: `${placeWords(consumer, format)}.` }}
      isBusy={remove.isPending || remove.isSuccess}
      problem={remove.error ? describeError(remove.error) : undefined}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => router.push(streamTabAddress(connectionId, stream, "consumers")),
        })
      }
      onClose={onClose}
    >
      <p>
        Its place in {stream} is lost, for good: everything up to sequence{" "}
        <span className="tabular-nums">{format.exact(ackFloor.streamSequence)}</span> is done, and
        one of the same name begins anew.{" "}
        {isPull ? "Who pulls from it gets nothing more." : "Who listens to it gets nothing more."}{" "}
        The messages of the stream stay, unless it keeps them for this consumer alone.
      </p>
      <div className="mt-3 grid gap-2 text-ink">
        <CliCommand words={natsCommand(["consumer", "rm"], [stream, name])} />
        <ConsumerOutcome error={remove.error} {...{ connectionId, stream, name }} />
      </div>
    </TypedNameDialog>
  );
}
