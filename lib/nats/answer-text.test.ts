import { gzipSync } from "node:zlib";
import { headers, type Msg } from "@nats-io/nats-core";
import { describe, expect, it } from "vitest";
import { answerText, longestAnswerBytes } from "./answer-text";

function message(data: Uint8Array, encoding?: string): Msg {
  const sent = headers();
  if (encoding) sent.set("Content-Encoding", encoding);
  return {
    data,
    headers: sent,
    string: () => new TextDecoder().decode(data),
  } as Partial<Msg> as Msg;
}

describe("an answer's text", () => {
  it("is the same packed and plain", async () => {
    const text = JSON.stringify({ name: "é 日本" });
    expect(await answerText(message(Buffer.from(text)))).toBe(text);
    expect(await answerText(message(gzipSync(text), "gzip"))).toBe(text);
  });

  it("is refused where it is too long, packed or not (T26)", async () => {
    const endless = Buffer.alloc(longestAnswerBytes + 1, 0x20);
    await expect(answerText(message(endless))).rejects.toThrow("too long");
    const bomb = gzipSync(Buffer.alloc(4 * longestAnswerBytes));
    await expect(answerText(message(bomb, "gzip"))).rejects.toThrow("too long");
  });

  it("is refused where it is broken", async () => {
    await expect(answerText(message(Buffer.from("no gzip"), "gzip"))).rejects.toThrow();
  });
});
