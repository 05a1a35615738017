import { expect, it } from "vitest";
import type { Message } from "@/lib/model/message";
import { toResend } from "./to-resend";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const message = (changes: Partial<Message>): Message => ({
  ...{ subject: "orders.eu", sequence: 7n, timeNs: 0n, headers: [], sizeBytes: 2 },
  body: bytesOf("{}"),
  ...changes,
});
const place = { connectionId: "c", stream: "ORDERS" };

it("a message is sent again with its own headers, without those that were about the first one", () => {
  const headers: Message["headers"] = [
    ["Colour", ["red", "blue"]],
    ["Nats-Msg-Id", ["a"]],
    ["Nats-Rollup", ["all"]],
    ["Nats-TTL", ["1h"]],
  ];
  const { draft, notes, subject, title } = toResend(place, message({ headers }));
  expect([subject, title]).toEqual(["orders.eu", "Resend message 7 of ORDERS"]);
  expect(draft.headers).toEqual([
    { name: "Colour", value: "red" },
    { name: "Colour", value: "blue" },
  ]);
  expect(draft).toMatchObject({ payload: "{}", ttl: "1h", awaitsAck: true });
  expect(draft.messageId).not.toBe("a");
  expect(notes[1]).toContain("Nats-Msg-Id, Nats-Rollup");
});

it("what a form would change goes out byte for byte", () => {
  for (const body of [new Uint8Array([255, 0]), bytesOf('{"id":"{{uuid}}"}')]) {
    const { draft, notes } = toResend(place, message({ body }));
    expect(draft.file?.bytes).toBe(body);
    expect(draft.payload).toBe("");
    expect(notes.at(-1)).toContain("byte for byte");
  }
  expect(toResend(place, message({ body: bytesOf("a\r\nb") })).draft.payload).toBe("a\r\nb");
});
