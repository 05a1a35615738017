"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { Problem, type ProblemWords } from "@/components/ui/problem";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { useFormat } from "@/components/ui/use-format";
import type { Format } from "@/lib/format/format";
import { deleteCommand } from "@/lib/format/object-command";
import { showControls } from "@/lib/format/payload";
import type { StoreDetail } from "@/lib/model/object-store";
import type { ObjectInfo } from "@/lib/model/objects";
import { deleteObjectMutation } from "@/lib/queries/object-one";
import { LinksHere } from "./links-here";
import { OutcomeLeft } from "./outcome-left";
import { outcomeProblem } from "./outcome-words";

type Props = {
  connectionId: string;
  store: StoreDetail;
  info: ObjectInfo;
  links: readonly string[];
  onClose: () => void;
  onGone: () => void;
};

/** Asks before an object goes with its bytes; on production for its name, too. */
export function DeleteObjectDialog({ connectionId, store, info, links, onClose, onGone }: Props) {
  const format = useFormat();
  const [opened] = useState(info);
  const connection = useConnection(connectionId);
  const remove = useMutation(deleteObjectMutation(useQueryClient(), connectionId));
  const name = showControls(opened.name);
  const problem = outcomeProblem(remove, {
    title: `${name} was not deleted`,
    whyChanged:
      "Somebody else has changed it since it was opened. Close this and look at what it is now.",
  });
  const confirm = () =>
    remove.mutate(opened, {
      onSuccess: (outcome) => outcome.is === "done" && !outcome.left && onGone(),
    });
  const isBusy = remove.isPending || remove.data?.is === "done";
  const fact = factOf(opened, format);
  const said = (
    <>
      <p>
        {opened.link
          ? "The link goes; what it leads to stays."
          : "Its bytes go for good. Where it was, a mark says that it is deleted."}
      </p>
      <LinksHere links={links} fate="lead nowhere" />
      <div className="text-ink">
        <CliCommand words={deleteCommand(store.row.name, opened.name)} />
      </div>
    </>
  );
  const left = remove.data?.is === "done" ? remove.data.left : undefined;
  if (left) return <OutcomeLeft title={`${name} is deleted`} left={left} onClose={onGone} />;
  if (connection?.production) {
    return (
      <TypedNameDialog
        verb="Delete"
        object={{ noun: "object", name: opened.name, fact }}
        {...{ isBusy, problem, onClose }}
        onConfirm={confirm}
      >
        <div className="grid gap-3">{said}</div>
      </TypedNameDialog>
    );
  }
  return (
    <Question title={`Delete ${name}`} fact={fact} {...{ isBusy, problem, confirm, onClose }}>
      {said}
    </Question>
  );
}

type QuestionProps = {
  title: string;
  fact: string;
  isBusy: boolean;
  problem: ProblemWords | undefined;
  confirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

function Question({ title, fact, isBusy, problem, confirm, onClose, children }: QuestionProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="mt-1 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) confirm();
        }}
      >
        <p className="break-words text-small tabular-nums">{fact}</p>
        <div className="grid gap-3 text-soft">{children}</div>
        {problem && <Problem words={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" data-first="" isBusy={isBusy}>
            Delete object
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function factOf({ bucket, link, sizeBytes, timeNs }: ObjectInfo, format: Format): string {
  const where = `in ${bucket}, changed ${format.moment(Number(timeNs / 1_000_000n))}`;
  if (!link) return `${format.bytesText(sizeBytes)} ${where}`;
  const to = link.name === undefined ? link.bucket : `${link.bucket}/${showControls(link.name)}`;
  return `A link to ${to} ${where}`;
}
