import { describe, expect, it } from "vitest";
import type { StreamRow } from "@/lib/model/streams";
import { checkStreamDraft, createCommand, emptyStreamDraft, toNewStream } from "./stream-draft";

const other = { name: "ORDERS", subjects: ["orders.>"] } as unknown as StreamRow;
const draft = { ...emptyStreamDraft, name: "NEW", subjects: ["new.>"] };

describe("a stream that is typed", () => {
  it.each([
    [{ name: "" }, "name"],
    [{ name: "a.b" }, "name"],
    [{ name: "ORDERS" }, "name"],
    [{ subjects: ["a..b"] }, "subjects"],
    [{ subjects: ["a.*", "a.b"] }, "subjects"],
    [{ subjects: ["orders.eu"] }, "subjects"],
    [{ maxMessages: "many" }, "maxMessages"],
    [{ maxMessages: "0" }, "maxMessages"],
    [{ maxMessages: "9223372036854775808" }, "maxMessages"],
    [{ maxBytes: "4 apples" }, "maxBytes"],
    [{ maxAge: "1ms" }, "maxAge"],
  ])("is told what is wrong with it: %o", (changes, field) => {
    expect(Object.keys(checkStreamDraft({ ...draft, ...changes }, [other]))).toEqual([field]);
  });

  it("keeps every digit, and takes its name for a subject where it has none", () => {
    const typed = { ...draft, subjects: [], maxMessages: "9,007,199,254,740,993", maxAge: "2d" };
    expect(checkStreamDraft(typed, [other])).toEqual({});
    expect(toNewStream(typed)).toMatchObject({
      subjects: ["NEW"],
      maxMessages: 9_007_199_254_740_993n,
      maxBytes: undefined,
      maxAgeNs: 172_800_000_000_000n,
    });
    expect(createCommand(toNewStream(typed)).join(" ")).toContain("--max-msgs=9007199254740993");
  });
});
