import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWalker } from "./walker";

const token = fc.stringMatching(/^[a-z>*$_.ö靴]{1,20}$/);
const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

/** Bytes that look like protocol where a payload stands. */
const trap = fc.constantFrom(
  'INFO {"connect_urls":["trap:1"]}\r\n',
  "MSG a 1 5\r\n",
  "\r\n\r\nPING\r\n",
  "-ERR 'no'\r\n",
);

const message = fc
  .record({
    subject: token,
    sid: fc.nat(),
    reply: fc.option(token, { nil: undefined }),
    payload: fc.oneof(body, trap.map(Buffer.from)),
    headed: fc.boolean(),
  })
  .map(({ subject, sid, reply, payload, headed }) => {
    const head = headed ? Buffer.from("NATS/1.0\r\nA: b\r\n\r\n") : Buffer.alloc(0);
    const sizes = headed ? `${head.length} ${head.length + payload.length}` : `${payload.length}`;
    const line = `${headed ? "H" : ""}MSG ${subject} ${sid} ${reply ? `${reply} ` : ""}${sizes}\r\n`;
    return {
      kind: "same" as const,
      bytes: Buffer.concat([Buffer.from(line), head, payload, crlf]),
    };
  });
const crlf = Buffer.from("\r\n");
const plain = fc
  .constantFrom("PING\r\n", "PONG\r\n", "+OK\r\n", "-ERR 'Permissions Violation for \"ö\"'\r\n")
  .map((text) => ({ kind: "same" as const, bytes: Buffer.from(text) }));
const info = fc.string({ maxLength: 40 }).map((name) => ({
  kind: "info" as const,
  bytes: Buffer.from(`INFO ${JSON.stringify({ name })}\r\n`),
}));
const unit = fc.oneof({ weight: 4, arbitrary: message }, plain, info);

function walk(chunks: Buffer[]) {
  const out: Buffer[] = [];
  const infos: string[] = [];
  const errors: string[] = [];
  const walker = createWalker({
    pass: (bytes) => void out.push(bytes),
    rewriteInfo: (json) => {
      infos.push(json);
      return Buffer.from("INFO {}\r\n");
    },
    serverError: (words) => void errors.push(words),
    isCounting: () => false,
    delivered: () => {},
  });
  let problem: string | undefined;
  for (const chunk of chunks) problem = walker.push(chunk);
  return { text: Buffer.concat(out).toString("latin1"), infos, errors, problem, pieces: out };
}

function cut(bytes: Buffer, places: number[]): Buffer[] {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort(
    (a, b) => a - b,
  );
  return [0, ...sorted].map((from, index) =>
    Buffer.from(bytes.subarray(from, sorted[index] ?? bytes.length)),
  );
}

describe("a walker", () => {
  it("passes every byte but those of an INFO, wherever the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (units, places) => {
          const stream = Buffer.concat(units.map(({ bytes }) => bytes));
          const expected = Buffer.concat(
            units.map(({ kind, bytes }) => (kind === "info" ? Buffer.from("INFO {}\r\n") : bytes)),
          ).toString("latin1");
          const { text, infos, problem } = walk(cut(stream, places));
          expect(problem).toBeUndefined();
          expect(text).toBe(expected);
          expect(infos).toHaveLength(units.filter(({ kind }) => kind === "info").length);
        },
      ),
      { numRuns: Number(process.env.NATSIGHT_TEST_LONG ? 200_000 : 3000) },
    );
  });

  it("comes to the same at every single cut, and byte by byte", () => {
    const stream = Buffer.from(
      'INFO {"a":1}\r\nPING\r\nMSG a.b 1 5\r\nINFO \r\nHMSG ö 22 r 12 14\r\nNATS/1.0\r\n\r\nhi\r\nINFO {"b":2}\r\n+OK\r\n',
    );
    const whole = walk([stream]);
    expect(whole.infos).toEqual(['{"a":1}', '{"b":2}']);
    for (let at = 0; at <= stream.length; at++) {
      expect(walk([stream.subarray(0, at), stream.subarray(at)])).toMatchObject({
        text: whole.text,
        infos: whole.infos,
        problem: undefined,
      });
    }
    const bytes = [...stream].map((byte) => Buffer.from([byte]));
    expect(walk(bytes)).toMatchObject({ text: whole.text, infos: whole.infos });
  });

  it("passes a chunk without an INFO as it is, not a copy", () => {
    const chunk = Buffer.from("MSG a 1 2\r\nhi\r\nPING\r\nMSG a 1 2\r\nh");
    expect(walk([chunk]).pieces[0]).toBe(chunk);
  });

  it("passes the beginning of a long message without waiting for its end", () => {
    expect(walk([Buffer.from("MSG a 1 1000\r\nbegin")]).text).toContain("begin");
  });

  it("holds an INFO back until it is whole", () => {
    expect(walk([Buffer.from('PING\r\nINFO {"connect_urls"')]).text).toBe("PING\r\n");
  });

  it("tells the words of an error, and passes it on", () => {
    const { errors, text } = walk([
      Buffer.from("-ERR 'Authorization Viol"),
      Buffer.from("ation'\r\n"),
    ]);
    expect(errors).toEqual(["Authorization Violation"]);
    expect(text).toBe("-ERR 'Authorization Violation'\r\n");
  });

  // nats.js would read each of these as something that the walker would not have seen.
  it.each([
    ["a payload longer than its size", 'MSG a 1 2\r\nhiINFO {"connect_urls":["x:1"]}\r\n'],
    ["a payload that does not end in a line end", "MSG a 1 2\r\nhiXXPONG\r\n"],
    ["a lower-case verb", 'info {"connect_urls":["x:1"]}\r\n'],
    ["words behind a PING", "PINGINFO {}\r\n"],
    ["a bare line feed", "MSG a 1 2\nhi\r\n"],
    ["a tab for a space", "MSG a 1\t2\r\nhi\r\n"],
    ["a space behind the size", "MSG a 1 2 \r\nhi\r\n"],
    ["no size", "MSG a b\r\n"],
    ["a size beyond all bounds", "MSG a 1 12345678901\r\n"],
    ["an unknown verb", "HTTP/1.1 400 Bad Request\r\n"],
    ["an INFO with a second line feed", "INFO {}\n\r\n"],
    ["nothing but a line end", "\r\n"],
  ])("stops at %s", (_name, text) => {
    const { problem, text: passed } = walk([
      Buffer.from(`PING\r\n${text}`),
      Buffer.from("PING\r\n"),
    ]);
    expect(problem).toBeDefined();
    expect(passed).not.toContain("connect_urls");
    expect(passed.match(/PING\r\n/g) ?? []).toHaveLength(1);
  });

  it("stops at an INFO that never ends", () => {
    const part = Buffer.alloc(64 * 1024, "x");
    expect(
      walk([Buffer.from("INFO "), ...Array.from({ length: 17 }, () => part)]).problem,
    ).toBeDefined();
  });

  it("stops at an INFO that can't be rewritten", () => {
    const walker = createWalker({
      pass: () => {},
      rewriteInfo: () => undefined,
      serverError: () => {},
      isCounting: () => false,
      delivered: () => {},
    });
    expect(walker.push(Buffer.from("INFO {}\r\n"))).toBeDefined();
  });
});
