"use client";

import { useState } from "react";
import type { KeysView } from "@/lib/model/kv-keys";
import type { KeysSession } from "@/lib/queries/kv-keys";
import {
  changeKeys,
  choiceOf,
  type KeysSelection,
  noKeys,
  type RowName,
  toRowName,
} from "./keys-selection";
import type { KeysChoosing } from "./use-keys-keyboard";

/** More are not chosen one by one: a pattern says the same without a list. */
const mostKeys = 100_000;

type KeysPart = Parameters<KeysSession["listInView"]>[0];
type Session = Pick<KeysSession, "listInView" | "findRow">;
type Choosing = KeysChoosing & {
  /** Why what was asked for is not chosen. */
  problem: string | undefined;
};

/** Which keys are chosen; the worker tells those that are out of sight. */
export function useKeysChoosing(session: Session, view: KeysView): Choosing {
  const { separators, pattern, text, showsDeleted } = view;
  const [selection, setSelection] = useState(noKeys);
  const [problem, setProblem] = useState<string>();
  // All that match one filter are not those that match another.
  const matched = JSON.stringify([pattern, text, showsDeleted]);
  const [of, setOf] = useState({ matched, separators });
  if (of.matched !== matched || of.separators !== separators) {
    setOf({ matched, separators });
    if (of.matched !== matched && selection.isAll) setSelection(noKeys);
    else if (of.separators !== separators) setSelection(regrouped(selection, separators));
  }
  const change = (keys: readonly string[], isOn: boolean, anchor?: RowName) => {
    setProblem(undefined);
    setSelection((now) => ({
      ...changeKeys(now.isAll ? noKeys : now, keys, { isOn, separators }),
      anchor: anchor ?? now.anchor,
    }));
  };
  const list = async (part: KeysPart, use: (keys: string[]) => void) => {
    const answer = await session.listInView(part, mostKeys);
    if (answer.ok && answer.value.isAll) use(answer.value.keys);
    else if (answer.ok) setProblem(tooMany);
    else setProblem("The keys could not be listed. Try again.");
  };
  return {
    ...{ selection, problem },
    toggle: (row) => {
      const anchor = toRowName(row);
      const isOn = choiceOf(selection, row) !== "all";
      const own = (use: (keys: string[]) => void) =>
        row.kind === "key" ? use([row.key]) : void list({ kind: "below", prefix: row.prefix }, use);
      if (!selection.isAll) return own((keys) => change(keys, isOn, anchor));
      // From all that match to all but these.
      own((less) => {
        const gone = new Set(less);
        void list({ kind: "all" }, (keys) =>
          change(
            keys.filter((key) => !gone.has(key)),
            true,
          ),
        );
      });
    },
    extend: (row, index) => void extend(toRowName(row), index),
    all: () => {
      setProblem(undefined);
      setSelection({ ...noKeys, isAll: true });
    },
    clear: () => {
      setProblem(undefined);
      setSelection(noKeys);
    },
  };

  async function extend(to: RowName, index: number) {
    const start = selection.anchor && (await session.findRow(selection.anchor));
    const from = start?.ok ? (start.value ?? index) : index;
    const count = Math.abs(from - index) + 1;
    const part: KeysPart = { kind: "rows", from: Math.min(from, index), count };
    await list(part, (keys) => change(keys, true, selection.anchor ?? to));
  }
}

const tooMany =
  "More than 100,000 keys are not chosen one by one: set a pattern, then choose all that match.";

function regrouped(selection: KeysSelection, separators: KeysView["separators"]): KeysSelection {
  const { anchor } = selection;
  if (selection.isAll) return selection;
  return { ...changeKeys(noKeys, [...selection.keys], { isOn: true, separators }), anchor };
}
