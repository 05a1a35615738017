"use client";

import { useQueryStates } from "nuqs";
import type { PageStart } from "@/lib/model/message-page";
import type { SearchExpression } from "@/lib/model/search";
import { messagesParams } from "@/lib/url/messages";

/** How a stream's messages are looked at, as the address says it, and the ways to look at them otherwise. */
export type MessagesView = {
  start: PageStart;
  /** `>` is all. */
  filter: string;
  isOldestFirst: boolean;
  isLastOnly: boolean;
  isFollowing: boolean;
  open: bigint | undefined;
  /** What is searched for, and how far that had come when the address was written. */
  search: { expression: SearchExpression; at: bigint | undefined } | undefined;
  showFrom: (start: PageStart) => void;
  setFilter: (filter: string) => void;
  setLastOnly: (isOn: boolean) => void;
  setFollowing: (isOn: boolean) => void;
  openAt: (sequence: bigint | undefined) => void;
  setSearch: (expression: SearchExpression | undefined) => void;
  /** Notes how far the search has come, in the same place of the history. */
  noteSearched: (at: bigint | undefined) => void;
};

const nsPerMs = 1_000_000n;
/** All that says where in the stream one is. */
const nowhere = { seq: null, time: null, follow: null, at: null } as const;
const noSearch = { q: null, by: null, case: null, at: null } as const;

/** The view that the address means. */
export function useView(): MessagesView {
  const [params, set] = useQueryStates(messagesParams, { history: "push" });
  const { seq, time, subject, order, last, follow, open, q, by, at } = params;
  const isOldestFirst = order === "oldest";
  return {
    start: startOf(seq, time, isOldestFirst),
    filter: subject || ">",
    isOldestFirst,
    isLastOnly: last === true,
    isFollowing: follow === true,
    open: open ?? undefined,
    search: q
      ? {
          expression: { by, text: q, isCaseExact: params.case === true },
          at: at ?? undefined,
        }
      : undefined,
    showFrom: (start) => void set({ ...nowhere, last: null, ...placeOf(start, isOldestFirst) }),
    setFilter: (filter) => void set({ subject: filter === ">" ? null : filter || null, at: null }),
    setLastOnly: (isOn) => void set({ ...nowhere, ...noSearch, last: isOn || null, order: null }),
    // What is followed comes at the newest end.
    setFollowing: (isOn) =>
      void set({
        ...(isOn ? { ...nowhere, ...noSearch, order: null } : {}),
        follow: isOn || null,
      }),
    openAt: (sequence) => void set({ open: sequence ?? null }),
    setSearch: (expression) =>
      void set(expression ? { ...toParams(expression), at: null, ...alone } : noSearch),
    noteSearched: (place) => void set({ at: place ?? null }, { history: "replace" }),
  };
}

/** What is followed, or the last of each subject, is another way to look. */
const alone = { last: null, follow: null } as const;

function toParams({ by, text, isCaseExact }: SearchExpression) {
  return { q: text, by, case: isCaseExact || null };
}

function startOf(seq: bigint | null, time: number | null, isOldestFirst: boolean): PageStart {
  if (seq !== null) return { from: isOldestFirst ? "after" : "before", sequence: seq };
  if (time !== null) return { from: "time", timeNs: BigInt(Math.floor(time)) * nsPerMs };
  return { from: isOldestFirst ? "first" : "newest" };
}

function placeOf(start: PageStart, isOldestFirst: boolean) {
  const order = isOldestFirst ? ("oldest" as const) : null;
  switch (start.from) {
    case "newest":
      return { order: null };
    case "first":
      return { order: "oldest" as const };
    case "before":
    case "after":
      return { seq: start.sequence, order };
    case "time":
      return { time: Number(start.timeNs / nsPerMs), order };
  }
}
