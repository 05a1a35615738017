"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CliCommand } from "@/components/ui/cli-command";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import type { StreamSummary } from "@/lib/model/streams";
import { deleteStreamMutation } from "@/lib/queries/streams";
import { pageAddress } from "@/lib/url/pages";
import { streamFact } from "./stream-fact";

type Props = { connectionId: string; stream: StreamSummary; onClose: () => void };

/** Asks for the stream's name, then removes it with all that it holds. */
export function DeleteDialog({ connectionId, stream, onClose }: Props) {
  const router = useRouter();
  const format = useFormat();
  const remove = useMutation(deleteStreamMutation(connectionId, stream.name));
  return (
    <TypedNameDialog
      verb="Delete"
      object={{ noun: "stream", name: stream.name, fact: streamFact(stream, format) }}
      isBusy={remove.isPending || remove.isSuccess}
      problem={remove.error ? describeError(remove.error) : undefined}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => router.push(pageAddress("streams", connectionId)),
        })
      }
      onClose={onClose}
    >
      <p>
        Its messages and its consumers go with it, for good. What is published to its subjects
        afterwards is not kept.
      </p>
      <div className="mt-3 text-ink">
        <CliCommand words={natsCommand(["stream", "rm"], [stream.name])} />
      </div>
    </TypedNameDialog>
  );
}
