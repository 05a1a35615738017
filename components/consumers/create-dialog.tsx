"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { SelectField } from "@/components/ui/select-field";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { MadeConsumer } from "@/lib/model/consumer-write";
import { createConsumerMutation } from "@/lib/queries/consumer-write";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import { ConsumerOutcome } from "./consumer-outcome";
import { CreateCommand } from "./create-command";
import { checkConsumerDraft, emptyConsumerDraft, toNewConsumer } from "./create-draft";
import { CreateFields } from "./create-fields";
import { useAround } from "./use-around";

type Props = { connectionId: string; stream: string | undefined; onClose: () => void };

/** The form of a new consumer. It stays open, with all that was typed, where NATS refuses. */
export function CreateDialog({ connectionId, stream, onClose }: Props) {
  const router = useRouter();
  const { zone } = useFormat();
  const connection = useConnection(connectionId);
  const [draft, setDraft] = useState(() => emptyConsumerDraft(stream ?? ""));
  const [isSaid, setSaid] = useState(false);
  const create = useMutation(createConsumerMutation(connectionId));
  const { around, streams, known } = useAround(connectionId, draft.stream, zone);
  const faults = checkConsumerDraft(draft, around);
  const production = useProduction(connectionId, {
    does: "create it",
    hint: productionHint(around.stream?.retention),
  });
  const open = (name: string) => router.push(consumerPageAddress(connectionId, draft.stream, name));
  const submit = (form: HTMLFormElement) => {
    if (create.isPending || production.reason) return;
    setSaid(true);
    if (Object.keys(faults).length > 0) return focusFault(form);
    create.mutate(toNewConsumer(draft, zone), {
      onSuccess: ({ name, differences }) => differences.length === 0 && open(name),
    });
  };
  if (create.data && create.data.differences.length > 0) {
    return <MadeOtherwise made={create.data} onOpen={open} onClose={onClose} />;
  }
  const title = stream === undefined ? "Create consumer" : `Create consumer of ${stream}`;
  return (
    <Dialog title={title} isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(event.currentTarget);
        }}
      >
        {stream === undefined && (
          <SelectField
            label="Stream"
            hint="What it reads."
            value={draft.stream}
            choices={[
              { value: "", label: "Choose a stream" },
              ...streams.map((name) => ({ value: name, label: name })),
            ]}
            onChange={(chosen) => setDraft({ ...draft, stream: chosen })}
            error={isSaid ? faults.stream : undefined}
          />
        )}
        <CreateFields
          {...{ draft, faults, isSaid, known, zone }}
          onChange={(changes) => {
            create.reset();
            setDraft({ ...draft, ...changes });
          }}
        />
        <CreateCommand
          apiPrefix={connection?.access.apiPrefix ?? "$JS.API"}
          wish={toNewConsumer(
            { ...draft, name: draft.name || "NAME", stream: draft.stream || "STREAM" },
            zone,
          )}
        />
        {create.error && <Problem words={describeError(create.error)} />}
        <ConsumerOutcome
          error={create.error}
          {...{ connectionId, stream: draft.stream, name: draft.name }}
        />
        {production.check}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" reason={production.reason} isBusy={create.isPending}>
            Create consumer
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** On a phone what is wrong may be out of sight. */
function focusFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  });
}

function productionHint(retention: string | undefined): string {
  return retention === undefined || retention === "limits"
    ? "The server keeps its place from then on."
    : "From then on the stream keeps messages for it until it has acknowledged them.";
}

type MadeProps = { made: MadeConsumer; onOpen: (name: string) => void; onClose: () => void };

/** Older servers leave out what they don't know, and say that all is well. */
function MadeOtherwise({ made, onOpen, onClose }: MadeProps) {
  return (
    <Dialog title={`Consumer ${made.name} is not as it was asked for`} isWide onClose={onClose}>
      <div role="alert" className="mt-2 grid gap-2">
        <p>It was created, but the server made it otherwise:</p>
        <ul className="list-disc pl-5">
          {made.differences.map((difference) => (
            <li key={difference} className="break-words font-mono text-small">
              {difference}
            </li>
          ))}
        </ul>
      </div>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button kind="primary" data-first onClick={() => onOpen(made.name)}>
          Open consumer
        </Button>
      </div>
    </Dialog>
  );
}
