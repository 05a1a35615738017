import fc from "fast-check";
import { expect, it } from "vitest";
import type { TailWire } from "@/lib/model/tail-wire";
import { readTailMessage } from "./tail-reader";
import { createTailSieve } from "./tail-sieve";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const toText = (bytes: Uint8Array) => decoder.decode(bytes);

const word = fc.string({
  unit: fc.constantFrom("a", "M", "H", "S", "G", ".", "ü", "1"),
  minLength: 1,
});
const message = fc.record({
  sid: fc.constantFrom(1, 2, 30),
  subject: word,
  reply: fc.option(word, { nil: "" }),
  value: fc.option(word, { nil: undefined }),
  body: fc.string({ unit: fc.constantFrom("x", "\r", "\n", "MSG a 1 3\r\n", " ", "€") }),
});
const line = fc.constantFrom(
  "PING\r\n",
  "PONG\r\n",
  "+OK\r\n",
  "-ERR 'M 1'\r\n",
  'INFO {"a":1}\r\n',
);
const part = fc.oneof(message, line);

type Sent = typeof message extends fc.Arbitrary<infer T> ? T : never;

function toWire(sent: Sent | string): Uint8Array {
  if (typeof sent === "string") return encoder.encode(sent);
  const { sid, subject, reply, value, body } = sent;
  const head = value === undefined ? "" : `NATS/1.0\r\nKey: ${value}\r\nKey:again\r\n\r\n`;
  const [headBytes, bytes] = [head, head + body].map((text) => encoder.encode(text).length);
  const sizes = value === undefined ? `${bytes}` : `${headBytes} ${bytes}`;
  const verb = value === undefined ? "MSG" : "HMSG";
  return encoder.encode(
    `${verb} ${subject} ${sid} ${reply === "" ? "" : `${reply} `}${sizes}\r\n${head}${body}\r\n`,
  );
}

function toKept({ subject, reply, value, body }: Sent) {
  const headers = value === undefined ? [] : [["Key", [value, "again"]]];
  return { subject, reply, headers, body, bodyBytes: encoder.encode(body).length };
}

const read = (wire: TailWire) => {
  const { atMs: _, body, ...kept } = readTailMessage(wire, 1_000);
  return { ...kept, body: toText(body) };
};

it("takes out what is tapped, message by message, and leaves the rest to the byte, however it is cut", () => {
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.nat(80), { minLength: 1 }), (sent, cuts) => {
      let passed = "";
      const seen: unknown[] = [];
      const left: Uint8Array[] = [];
      const sieve = createTailSieve((bytes) => void left.push(bytes.slice()));
      sieve.tap(1, (wire) => void seen.push(read(wire)));
      sieve.tap(30, (wire) => void seen.push(read(wire)));
      const all = Buffer.concat(sent.map(toWire));
      for (let at = 0, turn = 0; at < all.length; turn++) {
        const end = at + 1 + (cuts[turn % cuts.length] ?? 0);
        sieve.push(new Uint8Array(all.subarray(at, end)));
        at = end;
      }
      passed = toText(Buffer.concat(left));
      const isTapped = (one: Sent | string): one is Sent =>
        typeof one !== "string" && one.sid !== 2;
      expect(seen).toEqual(sent.filter(isTapped).map(toKept));
      const others = sent.filter((one) => !isTapped(one)).map(toWire);
      expect(passed).toBe(toText(Buffer.concat(others)));
    }),
    { numRuns: 500 },
  );
});

it("puts a message of many chunks together, and begins anew with another socket", () => {
  const sizes: number[] = [];
  const sieve = createTailSieve(() => expect.unreachable());
  const leave = sieve.tap(1, ({ dataAt, dataEnd }) => void sizes.push(dataEnd - dataAt));
  const size = 3_000_000;
  const big = encoder.encode(`MSG big 1 ${size}\r\n${"x".repeat(size)}\r\n`);
  for (let at = 0; at < big.length; at += 65_536) sieve.push(big.subarray(at, at + 65_536));
  sieve.push(big.subarray(0, 1_000));
  sieve.restart();
  sieve.push(encoder.encode("MSG a 1 2\r\nhi\r\n"));
  expect(sizes).toEqual([size, 2]);
  leave();
  expect(() => sieve.push(encoder.encode("MSG a 1 2\r\nhi\r\n"))).toThrow();
});
