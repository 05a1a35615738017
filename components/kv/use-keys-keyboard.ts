"use client";

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { keyRun } from "@/components/ui/table/row-keys";
import { stepOf } from "@/components/ui/table/row-steps";
import type { KeysFrame, KeysRow, KeysView } from "@/lib/model/kv-keys";
import { type KeysSelection, type RowName, toRowName } from "./keys-selection";
import type { Standing } from "./use-standing";

/** What is chosen, and the ways to choose. */
export type KeysChoosing = {
  selection: KeysSelection;
  toggle: (row: KeysRow) => void;
  /** From where the range began to this row. */
  extend: (row: KeysRow, index: number) => void;
  all: () => void;
  clear: () => void;
};

type Grid = {
  frame: KeysFrame;
  shape: KeysView["shape"];
  standing: Standing;
  choosing: KeysChoosing;
  /** How many rows are seen at once. */
  page: () => number;
  /** Brings a row into sight. */
  show: (index: number) => void;
  open: (row: KeysRow) => void;
  onBranch: (prefix: string, isOpen: boolean) => void;
  /** Where a row is that is not among those known here. */
  findRow: (row: RowName) => Promise<number | null>;
};

/** Moves, opens and chooses by keys: as in a table, and in a tree right and left as trees do. */
export function useKeysKeyboard(box: RefObject<HTMLElement | null>, grid: Grid) {
  const { frame, standing, choosing, open } = grid;
  const walk = useWalk(box, frame, grid.show);
  const rowOf = (index: number) => frame.rows[index - frame.from];
  const extendBy = (row: KeysRow, at: number, by: number) => {
    const next = rowOf(at + by);
    if (!next) return;
    if (choosing.selection.anchor === undefined) choosing.toggle(row);
    choosing.extend(next, at + by);
    walk(at + by);
  };
  const goOut = async (row: KeysRow, at: number) => {
    for (let index = at - 1; index >= frame.from; index--) {
      if ((rowOf(index)?.depth ?? row.depth) < row.depth) return walk(index);
    }
    const parent = await grid.findRow({ prefix: parentOf(row) });
    if (parent !== null) walk(parent);
  };
  /** Right opens and goes in, left closes and goes out. */
  const branchRun = (event: KeyboardEvent, row: KeysRow, at: number) => {
    if (grid.shape === "flat" || !isOnRow(event)) return undefined;
    const isOpen = row.kind === "branch" && row.isOpen;
    if (event.key === "ArrowRight" && row.kind === "branch") {
      return () => (isOpen ? walk(at + 1) : grid.onBranch(row.prefix, true));
    }
    if (event.key !== "ArrowLeft") return undefined;
    if (row.kind === "branch" && isOpen) return () => grid.onBranch(row.prefix, false);
    return row.depth === 0 ? undefined : () => void goOut(row, at);
  };
  const runOf = (event: KeyboardEvent<HTMLElement>, row: KeysRow | undefined, at: number) => {
    const isSome = choosing.selection.isAll || choosing.selection.keys.size > 0;
    const run = keyRun(event, {
      open: row && (() => open(row)),
      toggle: row && (() => choosing.toggle(row)),
      all: choosing.all,
      clear: isSome && choosing.clear,
      extend: row && ((by) => extendBy(row, at, by)),
    });
    return run ?? (row && branchRun(event, row, at));
  };
  const hear = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || frame.rowCount === 0) return;
    const at = indexOf(event.target);
    const run = runOf(event, at < 0 ? undefined : (rowOf(at) ?? standing.row), at);
    const to = event.shiftKey ? undefined : stepOf(event, at, frame.rowCount, grid.page());
    if (!run && to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (run) run();
    else if (to !== undefined) walk(to);
  };
  return { hear, walk };
}

/** Puts the keyboard on a row, once it is drawn. */
function useWalk(
  box: RefObject<HTMLElement | null>,
  { rowCount }: KeysFrame,
  show: (index: number) => void,
) {
  const wanted = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (wanted.current !== undefined && focusRow(box.current, wanted.current)) {
      wanted.current = undefined;
    }
  });
  return (to: number) => {
    const index = Math.max(0, Math.min(rowCount - 1, to));
    show(index);
    wanted.current = focusRow(box.current, index) ? undefined : index;
  };
}

function focusRow(box: HTMLElement | null, index: number): boolean {
  const row = box?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
  row?.focus({ preventScroll: true });
  return row !== null && row !== undefined;
}

function parentOf(row: KeysRow): string {
  const name = toRowName(row);
  const whole = "key" in name ? name.key : name.prefix;
  return whole.slice(0, whole.length - row.name.length);
}

function isOnRow({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches("[data-index]");
}

function indexOf(target: EventTarget): number {
  const row = target instanceof Element ? target.closest("[data-index]") : null;
  return Number(row?.getAttribute("data-index") ?? -1);
}
