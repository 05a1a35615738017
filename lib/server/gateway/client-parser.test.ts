import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseClientWire } from "@/lib/testing/client-wire";
import type { Publication } from "./client-frame";
import { type ClientJudge, createClientParser } from "./client-parser";

const rounds = process.env.NATSIGHT_TEST_LONG ? 250_000 : 5000;

/** Judges by letters in the subject, so that a test knows the verdict beforehand. */
const judge: ClientJudge = {
  isFree: false,
  publish({ subject }: Publication) {
    if (subject.startsWith("no")) return "refuse";
    if (subject.startsWith("headers")) return "headers";
    return subject.startsWith("all") || subject.startsWith("new") ? "all" : "pass";
  },
  content({ subject }, content) {
    if (subject.includes("bad")) return "refuse";
    return subject.startsWith("new") ? Buffer.concat([content, Buffer.from("!")]) : "pass";
  },
  subscribe: ({ subject }) => !subject.startsWith("no"),
  unsubscribe: () => {},
};

const isRefused = (name: string) => /^(no|(headers|all|new).*bad)/.test(name);

function parse(chunks: Buffer[], how: Partial<Parameters<typeof createClientParser>[0]> = {}) {
  const out: Buffer[] = [];
  const parser = createClientParser({
    judge,
    pass: (bytes) => void out.push(bytes),
    maxLineBytes: 4096,
    maxPayloadBytes: 2000,
    hasHeaders: true,
    ...how,
  });
  let problem: string | undefined;
  for (const chunk of chunks) problem = parser.push(chunk);
  return { text: Buffer.concat(out).toString("latin1"), pieces: out, problem, parser };
}

const subject = fc.constantFrom(
  ...["a", "a.b.>", "größe.靴", "no.way", "headers.x", "headers.bad", "all.x", "all.bad", "new.x"],
);
const blanks = fc.stringMatching(/^[ \t]{1,3}$/);
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom("PUB a 1\r\nx\r\n", "\r\nPING\r\n", "-ERR 'x'\r\n", "SUB no 1\r\n", "\r\n")
    .map((text) => Buffer.from(text)),
);

/** A frame in one of its many spellings, and what of it has to come out. */
type Spelled = { bytes: Buffer; expected: string };

function spell(words: (string | undefined)[], how: Spelling, content?: Buffer): Buffer {
  const [verb = "", ...rest] = words.filter((word) => word !== undefined);
  const cased = [...verb].map((letter, at) => (how.case[at] ? letter : letter.toLowerCase()));
  const line = [cased.join(""), ...rest].join(how.blanks) + (how.trailing ? how.blanks : "");
  return Buffer.concat([Buffer.from(`${line}\r\n`), ...(content ? [content, crlf] : [])]);
}
const crlf = Buffer.from("\r\n");
const spelling = fc.record({
  case: fc.oneof(
    fc.constant<boolean[]>([true, true, true, true, true]),
    fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  ),
  blanks: fc.oneof(fc.constant(" "), blanks),
  trailing: fc.boolean(),
});
type Spelling = { case: boolean[]; blanks: string; trailing: boolean };

const publication = fc
  .record({
    subject,
    reply: fc.option(fc.constant("_INBOX.r"), { nil: undefined }),
    body: payload,
    isHeaded: fc.boolean(),
    spelling,
    zeros: fc.constantFrom("", "0", "00"),
  })
  .map((frame): Spelled => {
    const head = frame.isHeaded ? Buffer.from("NATS/1.0\r\nA: b\r\n\r\n") : undefined;
    const content = Buffer.concat([head ?? Buffer.alloc(0), frame.body]);
    const verb = head ? "HPUB" : "PUB";
    const words = (size: number, zeros = "") =>
      [verb, frame.subject, frame.reply, head?.length.toString(), `${zeros}${size}`] as const;
    const bytes = spell([...words(content.length, frame.zeros)], frame.spelling, content);
    const isNew = frame.subject.startsWith("new");
    const sent = isNew ? Buffer.concat([content, Buffer.from("!")]) : content;
    const plain = { case: [true, true, true, true], blanks: " ", trailing: false };
    const expected = isRefused(frame.subject)
      ? Buffer.alloc(0)
      : spell([...words(sent.length)], plain, sent);
    return { bytes, expected: expected.toString("latin1") };
  });
const plainFrame = fc
  .record({
    words: fc.constantFrom<string[][]>(
      ["PING"],
      ["PONG"],
      ["SUB", "a.b", "7"],
      ["SUB", "größe", "workers", "8"],
      ["SUB", "no.b", "9"],
      ["UNSUB", "7"],
      ["UNSUB", "8", "20"],
    ),
    spelling,
  })
  .map(({ words, spelling: how }): Spelled => {
    const plain = words[1]?.startsWith("no") ? "" : `${words.join(" ")}\r\n`;
    return { bytes: spell(words, how), expected: Buffer.from(plain).toString("latin1") };
  });
const stream = fc.array(fc.oneof({ weight: 3, arbitrary: publication }, plainFrame), {
  maxLength: 10,
});
const places = fc.array(fc.nat(), { maxLength: 16 });

function cut(bytes: Buffer, at: number[]): Buffer[] {
  const sorted = [...new Set(at.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...sorted].map((from, index) =>
    Buffer.from(bytes.subarray(from, sorted[index] ?? bytes.length)),
  );
}

describe("what a client sends", () => {
  it("T30 goes out in its plainest spelling, every byte of it, wherever it was cut", () => {
    fc.assert(
      fc.property(stream, places, (frames, at) => {
        const { text, problem } = parse(cut(Buffer.concat(frames.map(({ bytes }) => bytes)), at));
        expect(problem).toBeUndefined();
        expect(text).toBe(frames.map(({ expected }) => expected).join(""));
      }),
      { numRuns: rounds },
    );
  });

  it("T30 mangled, still comes out as whole frames that are allowed, and nothing else", () => {
    const mangling = fc.record({
      at: fc.nat(),
      drop: fc.nat({ max: 3 }),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
        fc
          .constantFrom("\r\n", "\n", " ", "PUB no 0\r\n\r\n", "SUB no 1\r\n", "1", "INFO {}\r\n")
          .map((text) => Buffer.from(text)),
      ),
    });
    fc.assert(
      fc.property(stream, fc.array(mangling, { maxLength: 4 }), places, (frames, mangles, at) => {
        let bytes = Buffer.concat(frames.map((frame) => frame.bytes));
        for (const { at: place, drop, put } of mangles) {
          const from = place % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + drop)]);
        }
        const cutUp = parse(cut(bytes, at));
        const whole = parse([bytes]);
        const sent = parseClientWire(cutUp.text);
        expect(sent.frames).toEqual(parseClientWire(whole.text).frames);
        expect(cutUp.problem).toBe(whole.problem);
        const refused = sent.frames.filter(({ verb, words: [name = ""] }) =>
          verb === "SUB" ? name.startsWith("no") : verb.endsWith("PUB") && isRefused(name),
        );
        expect(refused).toEqual([]);
        // What is not whole is the beginning of one message, of which the rest can no longer come.
        expect(sent.rest).toMatch(/^(H?PUB [^\r\n]+\r\n|$)/);
      }),
      { numRuns: rounds },
    );
  });

  it("T30 comes to the same at every single cut, and byte by byte", () => {
    const bytes = Buffer.from(
      "ping\r\nPUB a 5\r\nPUB \r\r\npub\tno  r 03\r\n\r\n1\r\nHPUB headers.x 17 19\r\nNATS/1.0\r\nA:b\r\n\r\n12\r\nSUB größe q 1\r\nPUB new.x 1\r\n1\r\nUNSUB 1 3 \r\nPONG\r\n",
    );
    const { text } = parse([bytes]);
    expect(Buffer.from(text, "latin1").toString()).toBe(
      "PING\r\nPUB a 5\r\nPUB \r\r\nHPUB headers.x 17 19\r\nNATS/1.0\r\nA:b\r\n\r\n12\r\nSUB größe q 1\r\nPUB new.x 2\r\n1!\r\nUNSUB 1 3\r\nPONG\r\n",
    );
    for (let at = 0; at <= bytes.length; at++) {
      expect(parse([bytes.subarray(0, at), bytes.subarray(at)])).toMatchObject({
        text,
        problem: undefined,
      });
    }
    expect(parse([...bytes].map((byte) => Buffer.from([byte])))).toMatchObject({ text });
  });

  it("is not copied where it stands as it should", () => {
    const chunk = Buffer.from("PUB a 2\r\nhi\r\nPING\r\nPUB a 20\r\nbegin");
    expect(parse([chunk]).pieces).toEqual([chunk]);
    expect(parse([chunk]).pieces[0]?.buffer).toBe(chunk.buffer);
  });

  it("is passed on before its end has come, once it is judged", () => {
    expect(parse([Buffer.from("PUB a 1000\r\nbegin")]).text).toContain("begin");
    expect(parse([Buffer.from("PUB all.x 1000\r\nbegin")]).text).toBe("");
  });

  it("has lines of ours between its frames, never within", () => {
    const bytes = Buffer.from(
      "PUB a 3\r\nabc\r\nHPUB headers.x 12 12\r\nNATS/1.0\r\n\r\n\r\nPING\r\n",
    );
    for (let at = 0; at <= bytes.length; at++) {
      const sent = parse([bytes.subarray(0, at)]);
      sent.parser.insert(Buffer.from("UNSUB 5\r\n"));
      sent.parser.push(bytes.subarray(at));
      const text = Buffer.concat(sent.pieces).toString("latin1");
      const { frames, rest } = parseClientWire(text);
      expect(frames.map(({ verb }) => verb).sort()).toEqual(["HPUB", "PING", "PUB", "UNSUB"]);
      expect(rest).toBe("");
    }
  });

  it.each([
    ["a second CONNECT", "CONNECT {}\r\n", "unknown verb"],
    ["a server's INFO", 'INFO {"connect_urls":[]}\r\n', "unknown verb"],
    ["a server's MSG", "MSG a 1 1\r\nx\r\n", "unknown verb"],
    ["a server's -ERR", "-ERR 'x'\r\n", "unknown verb"],
    ["a +OK", "+OK\r\n", "unknown verb"],
    ["a line feed alone", "PUB a 2\nhi\r\n", "line feed"],
    ["a carriage return within a line", "PUB a\rb 2\r\nhi\r\n", "carriage return"],
    ["nothing but a line end", "\r\n", "unknown verb"],
    ["a blank first", " PING\r\n", "blank"],
    ["a NUL in a subject", "PUB a\0b 0\r\n\r\n", "control character"],
    ["a DEL in a subject", "PUB a\x7fb 0\r\n\r\n", "control character"],
    ["bytes that are not UTF-8", Buffer.from("SUB a\xff\xfe 1\r\n", "latin1"), "UTF-8"],
    ["a PUB without a size", "PUB a\r\n\r\n", "without its words"],
    ["a size that is no number", "PUB a -1\r\n\r\n", "without its words"],
    ["a size beyond all bounds", "PUB a 99999999999\r\n", "without its words"],
    ["a word too many", "PUB a b c 0\r\n\r\n", "without its words"],
    ["six words", "HPUB a b 12 12 12\r\n", "too many words"],
    ["headers longer than all", "HPUB a 13 12\r\n", "size of headers"],
    ["a payload that the server would not take", "PUB a 2001\r\n", "Maximum Payload Violation"],
    ["a payload longer than its size", "PUB a 1\r\nxSUB > 1\r\n", "as long as its line said"],
    ["a SUB without a sid", "SUB a\r\n", "without its words"],
    ["an UNSUB with a word too many", "UNSUB 1 2 3\r\n", "without its words"],
    ["an UNSUB with a wrong maximum", "UNSUB 1 -2\r\n", "without its words"],
    ["words behind a PING", "PING PUB\r\n", "words behind"],
    ["a line without an end", `PUB ${"a".repeat(5000)}`, "too long"],
    ["a line of 4,097 bytes", `SUB ${"a".repeat(4089)} 1\r\n`, "too long"],
  ])("T30 ends at %s, whole or byte by byte", (_name, text, why) => {
    const bytes = Buffer.concat([Buffer.from("PING\r\n"), Buffer.from(text)]);
    const all = [bytes, Buffer.from("PING\r\n")];
    for (const chunks of [all, [...bytes].map((byte) => Buffer.from([byte]))]) {
      const { problem, text: sent } = parse(chunks);
      expect(problem).toContain(why);
      expect(sent).not.toMatch(/SUB|INFO|MSG|CONNECT|ERR/);
      expect(sent.match(/PING\r\n/g)).toHaveLength(1);
    }
  });

  it("may be a line of 4,096 bytes, as nats-server has it", () => {
    const line = `SUB ${"a".repeat(4088)} 1\r\n`;
    expect(parse([Buffer.from(line)])).toMatchObject({ text: line, problem: undefined });
  });

  it("has no headers where none were agreed upon", () => {
    const bytes = Buffer.from("HPUB a 12 12\r\nNATS/1.0\r\n\r\n\r\n");
    expect(parse([bytes], { hasHeaders: false }).problem).toContain("not agreed upon");
  });
});
