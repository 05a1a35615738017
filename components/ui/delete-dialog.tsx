"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Problem, type ProblemWords } from "./problem";
import { TextField } from "./text-field";

type Props = {
  /** "connection": what the named thing is. */
  noun: string;
  name: string;
  isBusy: boolean;
  problem: ProblemWords | undefined;
  onDelete: () => void;
  onClose: () => void;
  /** What will happen, and what will not. */
  children: ReactNode;
};

/** Asks for the name to be typed before something is destroyed; stays open when that fails. */
export function DeleteDialog(props: Props) {
  const { noun, name, isBusy, problem, onDelete, onClose, children } = props;
  const [typed, setTyped] = useState("");
  const isRight = typed === name;
  const reason = isRight ? undefined : `Type ${name} first.`;
  return (
    <Dialog title={`Delete ${noun} ${name}`} onClose={onClose}>
      <form
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight && !isBusy) onDelete();
        }}
      >
        <div className="text-soft">{children}</div>
        <TextField
          label={`Type ${name} to delete it`}
          value={typed}
          onChange={setTyped}
          autoFocus
          className="font-mono"
        />
        {problem && <Problem words={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" reason={reason} isBusy={isBusy}>
            Delete {noun}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
