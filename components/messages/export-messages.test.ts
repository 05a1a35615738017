import { expect, it } from "vitest";
import type { MessageRow } from "@/lib/model/message-page";
import { exportMessages } from "./export-messages";

const text = (words: string) => new TextEncoder().encode(words);
const row = (changes: Partial<MessageRow>): MessageRow => ({
  sequence: 9_007_199_254_740_993n,
  subject: "a.b",
  timeNs: 1_772_366_400_123_456_789n,
  sizeBytes: 2,
  headers: [],
  preview: { kind: "text", text: "" },
  ...changes,
});
const options = (rows: MessageRow[]) => ({
  rows,
  getBody: async () => text("fetched"),
  onProgress: () => undefined,
  signal: new AbortController().signal,
});

it("a line of JSON keeps every digit, and what is no text as base64", async () => {
  const rows = [
    row({ body: text('{"n":1}'), headers: [["Colour", ["red", "blue"]]] }),
    row({ body: new Uint8Array([0xff, 0x00]) }),
    row({}),
  ];
  const file = await exportMessages({ ...options(rows), format: "jsonl" });
  const lines = (await file?.text())?.trimEnd().split("\n") ?? [];
  expect(lines[0]).toBe(
    '{"sequence":9007199254740993,"subject":"a.b","time":"2026-03-01T12:00:00.123456789Z","size":2,"payload":"{\\"n\\":1}","headers":{"Colour":["red","blue"]}}',
  );
  expect(lines[1]).toContain('"payload_base64":"/wA="');
  expect(lines[2]).toContain('"payload":"fetched"');
});

it("[T44] no payload and no subject becomes a formula of a spreadsheet", async () => {
  const rows = [row({ subject: "=SUM(A1)", body: text("=cmd|' /C calc'!A0") })];
  const file = await exportMessages({ ...options(rows), format: "csv" });
  const line = (await file?.text())?.split("\r\n")[1];
  expect(line).toContain(",'=SUM(A1),");
  expect(line).toContain("'=cmd|");
});
