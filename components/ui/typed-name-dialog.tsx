"use client";

import { type ReactNode, useState } from "react";
import { printable } from "@/lib/format/printable";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Problem, type ProblemWords } from "./problem";
import { TextField } from "./text-field";

type Props = {
  /** "Delete", "Purge": what is done to it. */
  verb: string;
  /** `fact` is what it is now: "1,204 messages, changed 2 s ago". */
  object: { noun: string; name: string; fact?: ReactNode };
  isBusy: boolean;
  problem: ProblemWords | undefined;
  onConfirm: () => void;
  onClose: () => void;
  /** What will happen, and what will not. */
  children: ReactNode;
};

/** Asks for the name to be typed before something is destroyed; stays open when that fails. */
export function TypedNameDialog(props: Props) {
  const { verb, object, isBusy, problem, onConfirm, onClose, children } = props;
  const [typed, setTyped] = useState("");
  const { noun, fact } = object;
  // A name of nothing that can be seen can't be typed, either.
  const name = typeable(object.name) || noun;
  const isRight = typeable(typed) === name;
  return (
    <Dialog title={`${verb} ${noun} ${name}`} onClose={onClose}>
      <form
        className="mt-1 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight && !isBusy) onConfirm();
        }}
      >
        {fact !== undefined && <p className="text-small tabular-nums">{fact}</p>}
        <div className="text-soft">{children}</div>
        <TextField
          label={`Type ${name} to ${verb.toLowerCase()} it`}
          value={typed}
          onChange={setTyped}
          data-first
          className="font-mono"
        />
        {problem && <Problem words={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="danger"
            type="submit"
            reason={isRight ? undefined : `Type ${name} first.`}
            isBusy={isBusy}
          >
            {verb} {noun}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What of a name can be seen, and so be typed. */
function typeable(name: string): string {
  return printable(name.replace(/\s+/g, " ")).trim();
}
