"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { CommandLacks } from "@/components/ui/command-lacks";
import { readable } from "@/components/ui/config-preview";
import { DiffDialog } from "@/components/ui/diff-dialog";
import { DifferencesDialog } from "@/components/ui/differences-dialog";
import { describeError } from "@/lib/errors/describe-error";
import { isChangedElsewhere } from "@/lib/errors/is-changed-elsewhere";
import { rebaseTyped } from "@/lib/format/keeping-draft";
import type { StoreDetail, StorePreview, WrittenStore } from "@/lib/model/object-store";
import { previewStoreMutation, storeQuery, updateStoreMutation } from "@/lib/queries/stores";
import { EditStoreForm } from "./edit-store-form";
import { editCommand, editLacks } from "./store-command";
import { toSettings, toStoreDraft } from "./store-draft";

type Props = { connectionId: string; store: StoreDetail; onClose: () => void };

/** The form of a store's settings; what changes is shown before it is sent, and compared with a fresh read. */
export function EditStoreDialog({ connectionId, store, onClose }: Props) {
  const client = useQueryClient();
  const connection = useConnection(connectionId);
  // The page reads it anew all the time; what is changed is what was opened.
  const [opened, setOpened] = useState(store);
  const [draft, setDraft] = useState(() => toStoreDraft(store.settings));
  const [preview, setPreview] = useState<StorePreview>();
  const [changed, setChanged] = useState<WrittenStore>();
  const look = useMutation(previewStoreMutation());
  const update = useMutation(updateStoreMutation(client, connectionId));
  const { name } = opened.settings;
  const settings = toSettings(draft, opened.settings);
  const edit = { settings, opened: opened.config };
  const readAnew = async () => {
    const fresh = await client.fetchQuery({ ...storeQuery(connectionId, name), staleTime: 0 });
    update.reset();
    setPreview(undefined);
    setDraft(rebaseTyped(draft, toStoreDraft(opened.settings), toStoreDraft(fresh.settings)));
    setOpened(fresh);
  };
  if (changed) {
    return (
      <DifferencesDialog
        what={`Object store ${name}`}
        verb="changed"
        differences={changed.differences}
        onClose={onClose}
      />
    );
  }
  if (!preview) {
    return (
      <EditStoreForm
        {...{ connectionId, draft, onClose }}
        settings={opened.settings}
        problem={look.error}
        onChange={(changes) => setDraft({ ...draft, ...changes })}
        onNext={() => look.mutate(edit, { onSuccess: setPreview })}
      />
    );
  }
  return (
    <DiffDialog
      title={`Change object store ${name}`}
      change={readable(preview)}
      production={connection?.production ? connection.label : undefined}
      isBusy={update.isPending}
      problem={update.error ? describeError(update.error) : undefined}
      on={{
        save: () =>
          update.mutate(edit, {
            onSuccess: (made) => (made.differences.length > 0 ? setChanged(made) : onClose()),
          }),
        cancel: () => setPreview(undefined),
      }}
    >
      <p>What is not named here stays as it is, also what this console has no field for.</p>
      <div className="mt-3 text-ink">
        <CliCommand words={editCommand(opened.settings, settings)} />
        <CommandLacks lacks={editLacks(opened.settings, settings)} />
      </div>
      {isChangedElsewhere(update.error) && (
        <div className="mt-3">
          <Button onClick={() => void readAnew()}>Read it anew</Button>
        </div>
      )}
    </DiffDialog>
  );
}
