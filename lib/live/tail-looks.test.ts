import { expect, it } from "vitest";
import type { TailFilter } from "@/lib/model/tail";
import type { TailWire } from "@/lib/model/tail-wire";
import { createTailLooks, searchOf } from "./tail-looks";

const encoder = new TextEncoder();

function toWire(payload: string): TailWire {
  const bytes = encoder.encode(`s${payload}`);
  return {
    ...{ bytes, subjectAt: 0, subjectEnd: 1, replyAt: 0, replyEnd: 0 },
    ...{ dataAt: 1, dataEnd: bytes.length, headerBytes: 0 },
  };
}

const fits = (filter: TailFilter, payload: string) => searchOf(filter)?.fits(toWire(payload));

it("a test of JSON fits what passes it, to the last digit, and nothing that is no JSON", () => {
  const filter: TailFilter = { kind: "json", text: "$.id = 9007199254740993" };
  expect(fits(filter, '{"id":9007199254740993}')).toBe(true);
  expect(fits(filter, '{"id":9007199254740992}')).toBe(false);
  expect(fits(filter, "id = 9007199254740993")).toBe(false);
  expect(fits(filter, `"${"x".repeat(2 * 1024 * 1024)}"`)).toBeUndefined();
  expect(fits({ kind: "json", text: "$.id =" }, '{"id":1}')).toBe(false);
});

it("looks as long as there is time for it, and again with the next beat", () => {
  let nowMs = 0;
  const search = searchOf({ kind: "text", text: "x" });
  const looks = createTailLooks(() => nowMs);
  const wire = toWire("x");
  const lookOften = () => Array.from({ length: 200 }, () => search && looks.look(search, wire));
  expect(new Set(lookOften())).toEqual(new Set([true]));
  nowMs = 1_000;
  expect(lookOften().at(-1)).toBeUndefined();
  looks.beat();
  expect(looks.look(search ?? expect.unreachable(), wire)).toBe(true);
});
