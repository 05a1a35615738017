"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { TextField } from "@/components/ui/text-field";
import { createNuid, renameCommand } from "@/lib/format/object-command";
import { checkObjectName } from "@/lib/format/object-name";
import { showControls } from "@/lib/format/payload";
import type { StoreDetail } from "@/lib/model/object-store";
import type { ObjectInfo } from "@/lib/model/objects";
import { editObjectMutation } from "@/lib/queries/object-one";
import { MetadataScript } from "./command-script";
import { LinksHere } from "./links-here";
import { objectPrefix } from "./may-write";
import { OutcomeLeft } from "./outcome-left";
import { outcomeProblem } from "./outcome-words";

type Props = {
  connectionId: string;
  store: StoreDetail;
  info: ObjectInfo;
  links: readonly string[];
  onClose: () => void;
  onRenamed: (name: string) => void;
};

/** Asks for another name; an object of that name is never written over. */
export function RenameDialog({ connectionId, store, info, links, onClose, onRenamed }: Props) {
  const [opened] = useState(info);
  const [nuid] = useState(createNuid);
  const [name, setName] = useState(opened.name);
  const change = useMutation(editObjectMutation(useQueryClient(), connectionId));
  const production = useProduction(connectionId, { does: "rename it" });
  const { description, headers, metadata } = opened;
  const edit = { name, description, headers, metadata };
  const shown = showControls(opened.name);
  const reason = nameReason(name, opened.name) ?? production.reason;
  const isTaken = change.data?.is === "changed" && change.data.info?.name === name;
  const problem = outcomeProblem(change, {
    title: `${shown} was not renamed`,
    whyChanged: isTaken
      ? `An object ${showControls(name)} is there already. It was not changed: choose another name.`
      : "Somebody else has changed it since it was opened. Close this and look at what it is now.",
  });
  const left = change.data?.is === "done" ? change.data.left : undefined;
  if (left) {
    return (
      <OutcomeLeft title={`${shown} is renamed`} left={left} onClose={() => onRenamed(name)} />
    );
  }
  return (
    <Dialog title={`Rename ${shown}`} isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason !== undefined || change.isPending) return;
          change.mutate(
            { info: opened, edit },
            {
              onSuccess: (outcome) => outcome.is === "done" && !outcome.left && onRenamed(name),
            },
          );
        }}
      >
        <TextField
          label="Name"
          data-first=""
          className="font-mono"
          value={name}
          onChange={(next) => {
            change.reset();
            setName(next);
          }}
          hint="Slashes make folders. Its bytes stay where they are: only its metadata is written anew."
        />
        <LinksHere links={links} fate="still lead to the old name" />
        {production.check}
        {nameReason(name, opened.name) === undefined && (
          <MetadataScript
            text={renameCommand(objectPrefix(store), opened, { name, nuid })}
            lacks="no word for another name"
          />
        )}
        {problem && <Problem words={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isBusy={change.isPending} reason={reason}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function nameReason(name: string, before: string): string | undefined {
  return name === before ? "That is its name." : checkObjectName(name);
}
