import { describe, expect, it } from "vitest";
import { linesOf } from "./connections-test-run";

async function linesFrom(...chunks: string[]): Promise<string[]> {
  const bytes = chunks.map((chunk) => Uint8Array.from(Buffer.from(chunk, "latin1")));
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of bytes) controller.enqueue(chunk);
      controller.close();
    },
  });
  const lines: string[] = [];
  for await (const line of linesOf({ body })) lines.push(line);
  return lines;
}

describe("the lines of an answer", () => {
  it("are the same wherever the network cuts them", async () => {
    expect(await linesFrom('{"a":1}\n{"b"', ":2}", "\n\n{", '"c":3}')).toEqual([
      '{"a":1}',
      '{"b":2}',
      '{"c":3}',
    ]);
  });

  it("hold letters whose bytes come apart", async () => {
    expect(await linesFrom("\xc3", "\xa4\n")).toEqual(["ä"]);
  });
});
