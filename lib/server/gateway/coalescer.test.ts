import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createCoalescer } from "./coalescer";

describe("a coalescer", () => {
  it("sends one piece as it is, in the same turn", async () => {
    const sent: Buffer[] = [];
    const coalescer = createCoalescer(100, (bytes) => void sent.push(bytes));
    const piece = Buffer.from("alone");
    coalescer.push(piece);
    await turn();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toBe(piece);
  });

  it("puts the pieces of one turn together, in order, up to its bound", async () => {
    const sent: string[] = [];
    const coalescer = createCoalescer(10, (bytes) => void sent.push(bytes.toString()));
    for (const text of ["aaaa", "bbbb", "cccc", "d", "eeeeeeeeeeee", "f"]) {
      coalescer.push(Buffer.from(text));
    }
    await turn();
    expect(sent).toEqual(["aaaabbbb", "ccccd", "eeeeeeeeeeee", "f"]);
  });

  it("sends what is left when it is flushed, and nothing twice", async () => {
    const sent: string[] = [];
    const coalescer = createCoalescer(10, (bytes) => void sent.push(bytes.toString()));
    coalescer.push(Buffer.from("last"));
    coalescer.flush();
    coalescer.flush();
    await turn();
    expect(sent).toEqual(["last"]);
  });
});
