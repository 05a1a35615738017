import { expect, it } from "vitest";
import { createFormat } from "@/lib/format/format";
import type { HistoryKept } from "@/lib/model/history";
import { keptNotes } from "./kept-words";

const format = createFormat({ times: "utc" });
const whole: HistoryKept = {
  ...{ state: { kind: "on" }, bytes: 1, maxBytes: 4 * 2 ** 20, isShortened: false },
  levels: [
    { stepMs: 10_000, sinceMs: 90_000 },
    { stepMs: 60_000, sinceMs: 30_000 },
    { stepMs: 900_000, sinceMs: 30_000 },
  ],
};
const words = (kept: HistoryKept, fromMs: number) =>
  keptNotes(kept, fromMs, format).map((note) => `${note.isGrave ? "!" : ""}${note.words}`);

it("says nothing of a past that is whole, and since when it is where that is later", () => {
  expect(words(whole, 30_000)).toEqual([]);
  expect(words(whole, 0)).toEqual(["Recorded since 1970-01-01 00:00:30."]);
  expect(words({ ...whole, levels: [] }, 0)).toEqual([]);
});

it("says how far back each step reaches where the bound cut it short, and where that is seen", () => {
  const short = { ...whole, isShortened: true };
  expect(words(short, 90_000)).toEqual([]);
  expect(words(short, 60_000)).toEqual([
    "Kept every 10 s since 1970-01-01 00:01:30, every 1 min since 1970-01-01 00:00:30: more would pass the bound of 4 MiB.",
  ]);
});

it("says why nothing is recorded, and which file was put aside", () => {
  const state = { kind: "paused", why: "The disk is full.", sinceMs: 60_000 } as const;
  const putAside = { file: "history.db.corrupt-5", atMs: 5_000 };
  expect(words({ ...whole, state, putAside }, 90_000)).toEqual([
    "!Nothing is recorded since 1970-01-01 00:01:00: The disk is full.",
    "!A file of the history could not be read; it was put aside in the data folder as history.db.corrupt-5 at 1970-01-01 00:00:05, and a new one begun.",
  ]);
});
