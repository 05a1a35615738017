import type { KeyboardEvent } from "react";

/** What may be done where a key is pressed; false or undefined where it may not. */
type RowActs = {
  open: (() => void) | false | undefined;
  toggle: (() => void) | false | undefined;
  all: (() => void) | false | undefined;
  clear: (() => void) | false | undefined;
  extend: ((by: number) => void) | false | undefined;
};

/** What a key does with the row that it is pressed on; a control inside the row keeps its own keys. */
export function keyRun(event: KeyboardEvent, acts: RowActs): (() => void) | undefined {
  const isOnRow = event.target instanceof Element && event.target.matches("[data-index]");
  if (event.key === "Escape") return acts.clear || undefined;
  if (!isOnRow) return undefined;
  if (event.ctrlKey || event.metaKey) return (event.key === "a" && acts.all) || undefined;
  if (event.key === "Enter") return acts.open || undefined;
  if (event.key === " ") return acts.toggle || undefined;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { extend } = acts;
  return by && event.shiftKey && extend ? () => extend(by) : undefined;
}
