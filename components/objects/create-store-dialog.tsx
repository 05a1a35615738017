"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useLinkStatus } from "@/components/shell/use-link-status";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { DifferencesDialog } from "@/components/ui/differences-dialog";
import { Problem } from "@/components/ui/problem";
import { describeError } from "@/lib/errors/describe-error";
import type { WrittenStore } from "@/lib/model/object-store";
import type { StreamRow } from "@/lib/model/streams";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { storeRows } from "@/lib/queries/store-rows";
import { createStoreMutation } from "@/lib/queries/stores";
import { storeAddress } from "@/lib/url/objects";
import { addCommand } from "./store-command";
import { checkStoreDraft, emptyStoreDraft, storeReasons, toSettings } from "./store-draft";
import { StoreFields } from "./store-fields";

type Props = { connectionId: string; onClose: () => void };

const none: readonly StreamRow[] = [];

/** The form of a new object store. It stays open, with all that was typed, where NATS refuses. */
export function CreateStoreDialog({ connectionId, onClose }: Props) {
  const router = useRouter();
  const { data: streams = none } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.streams.value,
  });
  const status = useLinkStatus(connectionId);
  const [draft, setDraft] = useState(emptyStoreDraft);
  const [isSaid, setSaid] = useState(false);
  const [made, setMade] = useState<WrittenStore>();
  const production = useProduction(connectionId, { does: "create it" });
  const create = useMutation(createStoreMutation(connectionId));
  const others = storeRows(streams).map(({ name }) => name);
  const faults = checkStoreDraft(draft, others);
  const settings = toSettings(draft);
  const open = (name: string) => router.push(storeAddress(connectionId, name));
  const submit = () => {
    if (create.isPending || production.reason) return;
    setSaid(true);
    if (Object.keys(faults).length > 0) return;
    create.mutate(settings, {
      onSuccess: (store) => (store.differences.length > 0 ? setMade(store) : open(store.name)),
    });
  };
  if (made) {
    return (
      <DifferencesDialog
        what={`Object store ${made.name}`}
        verb="created"
        differences={made.differences}
        onClose={() => open(made.name)}
      />
    );
  }
  return (
    <Dialog title="Create object store" isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <StoreFields
          draft={draft}
          faults={faults}
          reasons={storeReasons(
            status.state === "connected" ? status.server.version : undefined,
            undefined,
          )}
          isSaid={isSaid}
          isClustered={streams.some(({ group }) => group !== undefined)}
          untyped={[]}
          onChange={(changes) => {
            create.reset();
            setDraft({ ...draft, ...changes });
          }}
        />
        <CliCommand words={addCommand({ ...settings, name: settings.name || "NAME" })} />
        {create.error && <Problem words={describeError(create.error)} />}
        {production.check}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" reason={production.reason} isBusy={create.isPending}>
            Create store
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
