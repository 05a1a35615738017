"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { describeError } from "@/lib/errors/describe-error";
import type { StreamRow } from "@/lib/model/streams";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { createStreamMutation } from "@/lib/queries/streams";
import { streamTabAddress } from "@/lib/url/streams";
import { CreateFields } from "./create-fields";
import { checkStreamDraft, createCommand, emptyStreamDraft, toNewStream } from "./stream-draft";

type Props = { connectionId: string; onClose: () => void };

const none: readonly StreamRow[] = [];

/** The form of a new stream. It stays open, with all that was typed, where NATS refuses. */
export function CreateDialog({ connectionId, onClose }: Props) {
  const router = useRouter();
  const { data: others = none } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.streams.value,
  });
  const [draft, setDraft] = useState(emptyStreamDraft);
  const [isSaid, setSaid] = useState(false);
  const production = useProduction(connectionId, {
    does: "create it",
    hint: "What is published to its subjects is kept from then on.",
  });
  const create = useMutation(createStreamMutation(connectionId));
  const faults = checkStreamDraft(draft, others);
  const submit = () => {
    if (create.isPending || production.reason) return;
    setSaid(true);
    if (Object.keys(faults).length > 0) return;
    create.mutate(toNewStream(draft), {
      onSuccess: ({ name }) => router.push(streamTabAddress(connectionId, name)),
    });
  };
  return (
    <Dialog title="Create stream" isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <CreateFields
          draft={draft}
          faults={faults}
          isSaid={isSaid}
          isClustered={others.some(({ group }) => group !== undefined)}
          onChange={(changes) => {
            create.reset();
            setDraft({ ...draft, ...changes });
          }}
        />
        <CliCommand words={createCommand(toNewStream({ ...draft, name: draft.name || "NAME" }))} />
        {create.error && <Problem words={describeError(create.error)} />}
        {production.check}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" reason={production.reason} isBusy={create.isPending}>
            Create stream
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
