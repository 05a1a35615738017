import { expect, it } from "vitest";
import { createFormat } from "@/lib/format/format";
import type { SearchProgress } from "@/lib/model/search";
import { nothingFound, searchFacts, searchNote } from "./search-words";

const format = createFormat();
const progress: SearchProgress = {
  extent: { first: 1n, last: 9_000_000n, messages: 9_000_000n, bytes: 0n, allowDirect: true },
  ...{ from: 9_000_000n, next: 6_900_000n, messages: 2_100_000, bytes: 0, hits: 14 },
  ...{ leftMessages: 6_900_000, leftBytes: 2.3 * 1_024 ** 3, leftMs: 38_000 },
};
const told = { progress, rows: Array.from({ length: 14 }) as never[] };

it("says how far it is, what it found and how long yet", () => {
  expect(searchFacts({ ...told, state: { state: "scanning" } }, format)).toEqual([
    ...["Scanned 2.1M of 9M", "14 hits", "38 s left"],
  ]);
  const done = { ...progress, messages: 9_000_000, leftMessages: 0, hits: 12_301 };
  expect(
    searchFacts({ rows: told.rows, progress: done, state: { state: "done" } }, format),
  ).toEqual(["Searched 9,000,000 messages", "12,301 hits", "the first 14 are listed"]);
});

it("says what reading costs, and where it goes on", () => {
  expect(searchNote({ ...told, state: { state: "costly" } }, format)).toBe(
    "This reads about 2.3 GiB more in about 38 s.",
  );
  expect(searchNote({ ...told, state: { state: "stopped" } }, format)).toBe(
    "Stopped. It goes on at sequence 6,900,000.",
  );
});

it("says in words that nothing was found", () => {
  const text = { by: "text", text: "<b>", isCaseExact: false } as const;
  const whole = { ...told, state: { state: "done" } } as const;
  expect(nothingFound(text, "orders.>", whole)).toBe(
    "No message on orders.> holds “<b>” in its subject, headers or payload.",
  );
  const part = { ...whole, progress: { ...progress, from: 5n } };
  expect(nothingFound({ ...text, by: "json" }, ">", part)).toBe(
    "No payload in this part is JSON that passes <b>.",
  );
});
