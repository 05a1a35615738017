"use client";

import { type ReactNode, useMemo, useState } from "react";
import { type Change, diffValues } from "@/lib/format/diff";
import { Button } from "./button";
import { CheckField } from "./check-field";
import { Dialog } from "./dialog";
import { type DiffNames, DiffRows } from "./diff-rows";
import { Problem, type ProblemWords } from "./problem";
import { useFormat } from "./use-format";

type Props = {
  /** "Save connection prod": the verb and its object. */
  title: string;
  change: { before: unknown; after: unknown; names?: DiffNames };
  /** What is touched is production: its name is said, and it is asked twice. */
  production?: string | undefined;
  isBusy: boolean;
  problem: ProblemWords | undefined;
  on: { save: () => void; cancel: () => void };
  /** What will happen, and what will not. */
  children?: ReactNode;
};

/** Shows what will change before it is sent; stays open when that fails. */
export function DiffDialog({ title, change, production, isBusy, problem, on, children }: Props) {
  const { before, after, names } = change;
  const [isSure, setSure] = useState(false);
  const changes = useMemo(() => diffValues(before, after), [before, after]);
  const reason = reasonAgainst(changes, production !== undefined && !isSure);
  return (
    <Dialog isWide title={`${title}: ${useCounts(changes)}`} onClose={on.cancel}>
      <form
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === undefined && !isBusy) on.save();
        }}
      >
        {children && <div className="text-soft">{children}</div>}
        <DiffRows changes={changes} {...(names ? { names } : {})} />
        {production !== undefined && (
          <CheckField
            label={`This is production: change ${production}`}
            isChecked={isSure}
            onChange={setSure}
          />
        )}
        {problem && <Problem words={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={on.cancel}>Cancel</Button>
          <Button data-first kind="primary" type="submit" reason={reason} isBusy={isBusy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function reasonAgainst(changes: readonly Change[], isUnsure: boolean): string | undefined {
  if (changes.length === 0) return "Nothing would change.";
  return isUnsure ? "Say first that production is meant." : undefined;
}

const kinds = ["changed", "added", "removed", "reordered"] as const;

function useCounts(changes: readonly Change[]): string {
  const format = useFormat();
  const counts = kinds.map((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${format.exact(count)} ${kind}`];
  });
  return counts.flat().join(", ") || "nothing changes";
}
