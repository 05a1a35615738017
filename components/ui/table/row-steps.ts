import type { KeyboardEvent } from "react";

type Step = (at: number, count: number, page: number) => number;

const down: Step = (at) => at + 1;
const up: Step = (at) => at - 1;

const steps: Record<string, Step> = {
  ArrowDown: down,
  j: down,
  ArrowUp: up,
  k: up,
  Home: () => 0,
  End: (_, count) => count - 1,
  PageDown: (at, _, page) => at + page,
  PageUp: (at, _, page) => at - page,
};

/** The row that a key leads to; undefined where the key means something else. */
export function stepOf(
  event: KeyboardEvent<HTMLElement>,
  at: number,
  count: number,
  page: number,
): number | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const isTyping =
    event.target instanceof Element &&
    event.target.matches("select, textarea, input:not([type=checkbox])");
  return isTyping ? undefined : steps[event.key]?.(at, count, page);
}
