import { expect, it } from "vitest";
import type { KvEntry } from "@/lib/model/kv";
import { undoNote, undoOf } from "./entry-undo";

const value = Uint8Array.from([1, 2]);
const was: KvEntry = {
  ...{ key: "k", revision: 4n, timeNs: 10_000_000_000n, sizeBytes: 2, value },
  operation: { kind: "put" },
};
const put = { kind: "put", value: new Uint8Array() } as const;
const written = { revision: 5n, change: put, was, olderGone: undefined };

it("brings back the value, what is left of its time, or that there was none", () => {
  expect(undoOf(written, 0)).toEqual({ kind: "put", value });
  const short = { ...written, was: { ...was, ttl: "60" } };
  expect(undoOf(short, 30_000)).toEqual({ kind: "put", value, ttlNs: 40_000_000_000n });
  expect(undoOf(short, 900_000)).toMatchObject({ ttlNs: 1_000_000_000n });
  expect(undoOf({ ...written, was: null }, 0)).toEqual({ kind: "delete" });
});

it("says what it can't bring back", () => {
  expect(undoNote(written)).toBeUndefined();
  expect(undoNote({ ...written, was: null })).toContain("delete marker");
  const purged = { ...written, change: { kind: "purge" } as const };
  expect(undoNote({ ...purged, olderGone: 3 })).toContain("The 3 older revisions");
  expect(undoNote({ ...purged, olderGone: 0 })).toContain("nothing is lost");
});
