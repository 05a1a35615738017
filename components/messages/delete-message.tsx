"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CheckField } from "@/components/ui/check-field";
import { CliCommand } from "@/components/ui/cli-command";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { deleteMessageMutation } from "@/lib/queries/messages";

type Props = {
  connectionId: string;
  stream: string;
  sequence: bigint;
  apiPrefix: string;
  onDeleted: () => void;
  onClose: () => void;
};

/** Asks for the sequence, then deletes the one message. */
export function DeleteMessage(props: Props) {
  const { connectionId, stream, sequence, apiPrefix, onDeleted, onClose } = props;
  const [erase, setErase] = useState(true);
  const client = useQueryClient();
  const remove = useMutation(deleteMessageMutation(client, connectionId, stream));
  // The nats command always erases; without that, it is the bare request.
  const command = erase
    ? natsCommand(["stream", "rmm"], [stream, String(sequence)])
    : [
        ...["nats", "request", `${apiPrefix}.STREAM.MSG.DELETE.${stream}`],
        `{"seq":${sequence},"no_erase":true}`,
      ];
  return (
    <TypedNameDialog
      verb="Delete"
      object={{ noun: "message", name: String(sequence), fact: `of stream ${stream}` }}
      isBusy={remove.isPending}
      problem={remove.error ? describeError(remove.error) : undefined}
      onConfirm={() => remove.mutate({ sequence, erase }, { onSuccess: onDeleted })}
      onClose={onClose}
    >
      <p className="mb-3">
        It goes for good, and its sequence stays empty. Consumers that have not had it will not get
        it.
      </p>
      <div className="grid gap-3 text-ink">
        <CheckField
          label="Erase"
          hint="Its bytes are written over where they are stored; without it, it is only left out."
          isChecked={erase}
          onChange={setErase}
        />
        <CliCommand words={command} />
      </div>
    </TypedNameDialog>
  );
}
