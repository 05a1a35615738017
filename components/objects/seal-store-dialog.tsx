"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CliCommand } from "@/components/ui/cli-command";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import type { StoreDetail } from "@/lib/model/object-store";
import { sealStoreMutation } from "@/lib/queries/stores";

type Props = { connectionId: string; store: StoreDetail; onClose: () => void };

/** Asks for the store's name, then closes it for ever. */
export function SealStoreDialog({ connectionId, store, onClose }: Props) {
  const client = useQueryClient();
  const format = useFormat();
  // What is sealed is what was opened, though the page reads it anew all the time.
  const [opened] = useState(store);
  const { name } = opened.settings;
  const seal = useMutation(sealStoreMutation(client, connectionId, name));
  const { messages, bytes, ttlMs } = opened.row;
  return (
    <TypedNameDialog
      verb="Seal"
      object={{
        ...{ noun: "store", name },
        fact: `${format.exact(messages)} messages, ${format.bytesText(bytes)}`,
      }}
      isBusy={seal.isPending || seal.isSuccess}
      problem={seal.error ? describeError(seal.error) : undefined}
      onConfirm={() => seal.mutate(opened.config, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        It is for ever: no server takes it back. What is in it stays and can be read; nothing is
        uploaded, changed, renamed or deleted any more. Only the whole store can still be deleted.
      </p>
      {ttlMs !== undefined && (
        <p className="mt-2 text-attention">
          Its TTL of {format.duration(ttlMs)} ends with it: nothing goes by its age any more.
        </p>
      )}
      <div className="mt-3 text-ink">
        <CliCommand words={natsCommand(["object", "seal"], [name], ["--force"])} />
      </div>
    </TypedNameDialog>
  );
}
