import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWalker } from "./walker";

const rounds = process.env.NATSIGHT_TEST_LONG ? 150_000 : 4000;
const refusal = `-ERR 'Permissions Violation for Publish to "x"'\r\n`;

const payload = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.constantFrom(refusal, "\r\n", "MSG a 1 2\r\nhi\r\n", "-ERR"),
);
const unit = fc.oneof(
  payload.map((text) => `MSG a.b 1 ${Buffer.byteLength(text)}\r\n${text}\r\n`),
  payload.map((text) => {
    const head = "NATS/1.0\r\nA: b\r\n\r\n";
    return `HMSG a 22 r ${head.length} ${head.length + Buffer.byteLength(text)}\r\n${head}${text}\r\n`;
  }),
  fc.constantFrom("PING\r\n", "PONG\r\n", "+OK\r\n", "-ERR 'no'\r\n", 'INFO {"a":1}\r\n'),
);

function open(counted: string[] | undefined = undefined, hidden: string | undefined = undefined) {
  const out: Buffer[] = [];
  const walker = createWalker({
    pass: (bytes) => void out.push(bytes),
    rewriteInfo: () => Buffer.from("INFO {}\r\n"),
    serverError: () => {},
    isCounting: () => counted !== undefined,
    delivered: (sid) => void counted?.push(sid),
    isHidden: hidden === undefined ? undefined : (subject) => subject === hidden,
  });
  return { walker, pieces: out, text: () => Buffer.concat(out).toString("latin1") };
}

/** Reads whole messages by another way than the walker does; throws at anything else. */
function messagesOf(text: string): string[] {
  const found: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const [line = "", size] =
      /^H?MSG [^\r\n]* (\d+)\r\n|^(?:PING|PONG|\+OK|-ERR '[^\r\n]*'|INFO \{[^\r\n]*\})\r\n/.exec(
        rest,
      ) ?? [];
    const length = line.length + (size === undefined ? 0 : Number(size) + 2);
    const message = rest.slice(0, length);
    if (line === "" || !message.endsWith("\r\n")) throw new Error(`no message: ${rest}`);
    found.push(message);
    rest = rest.slice(length);
  }
  return found;
}

describe("a refusal among the server's messages", () => {
  it("T30 stands between two of them, wherever they are cut and whenever it comes", () => {
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 10 }),
        fc.array(fc.record({ at: fc.nat(), refusals: fc.nat({ max: 2 }) }), { maxLength: 12 }),
        fc.boolean(),
        (units, cuts, isCounting) => {
          const bytes = Buffer.from(units.join(""));
          const { walker, text } = open(isCounting ? [] : undefined);
          const steps = cuts
            .map(({ at, refusals }) => ({ at: at % (bytes.length + 1), refusals }))
            .sort((a, b) => a.at - b.at);
          let from = 0;
          for (const { at, refusals } of steps) {
            walker.push(bytes.subarray(from, at));
            for (let count = 0; count < refusals; count++) walker.inject(Buffer.from(refusal));
            from = at;
          }
          walker.push(bytes.subarray(from));
          const messages = messagesOf(text());
          const own = messages.filter((message) => message === refusal);
          const injected = steps.reduce((sum, { refusals }) => sum + refusals, 0);
          const servers = units.map((message) =>
            message.startsWith("INFO") ? "INFO {}\r\n" : Buffer.from(message).toString("latin1"),
          );
          expect(own).toHaveLength(injected);
          expect(messages.filter((message) => message !== refusal)).toEqual(servers);
        },
      ),
      { numRuns: rounds },
    );
  });

  it("comes at once between messages, and while an INFO is held back", () => {
    const { walker, text } = open();
    walker.push(Buffer.from('PING\r\nINFO {"a"'));
    walker.inject(Buffer.from(refusal));
    expect(text()).toBe(`PING\r\n${refusal}`);
    walker.push(Buffer.from(":1}\r\n"));
    expect(text()).toBe(`PING\r\n${refusal}INFO {}\r\n`);
  });

  it("is not kept without end behind a message that does not end", () => {
    const { walker, text } = open();
    walker.push(Buffer.from("MSG a 1 10\r\n"));
    for (let count = 0; count < 10_000; count++) walker.inject(Buffer.from(refusal));
    walker.push(Buffer.from("0123456789\r\n"));
    expect(text().length).toBeLessThan(70_000);
    expect(text()).toContain(refusal);
  });
});

describe("messages that are counted", () => {
  it("are told by their subscriptions, wherever they are cut", () => {
    const bytes = Buffer.from(
      "MSG a 7 2\r\nhi\r\nHMSG a 22 r 12 12\r\nNATS/1.0\r\n\r\n\r\nPING\r\nMSG b 7 r 0\r\n\r\n",
    );
    for (let at = 0; at <= bytes.length; at++) {
      const counted: string[] = [];
      const { walker, text } = open(counted);
      walker.push(bytes.subarray(0, at));
      walker.push(bytes.subarray(at));
      expect(counted).toEqual(["7", "22", "7"]);
      expect(text()).toBe(bytes.toString("latin1"));
    }
  });
});

describe("T18 messages that are hidden", () => {
  const hide = fc.constantFrom(
    "MSG secret 1 2\r\nno\r\n",
    "HMSG secret 1 r 12 14\r\nNATS/1.0\r\n\r\nno\r\n",
  );

  it("leave all others as they are, wherever they are cut and whatever is said in between", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(unit, hide), { maxLength: 10 }),
        fc.array(fc.record({ at: fc.nat(), says: fc.boolean() }), { maxLength: 12 }),
        (units, cuts) => {
          const bytes = Buffer.from(units.join(""));
          const { walker, text } = open(undefined, "secret");
          const steps = cuts
            .map(({ at, says }) => ({ at: at % (bytes.length + 1), says }))
            .sort((a, b) => a.at - b.at);
          let from = 0;
          for (const { at, says } of steps) {
            expect(walker.push(bytes.subarray(from, at))).toBeUndefined();
            if (says) walker.inject(Buffer.from(refusal));
            from = at;
          }
          expect(walker.push(bytes.subarray(from))).toBeUndefined();
          const messages = messagesOf(text());
          const shown = units
            .filter((message) => !/^H?MSG secret /.test(message))
            .map((message) =>
              message.startsWith("INFO") ? "INFO {}\r\n" : Buffer.from(message).toString("latin1"),
            );
          expect(messages.filter((message) => message !== refusal)).toEqual(shown);
          const said = steps.filter(({ says }) => says).length;
          expect(messages.filter((message) => message === refusal)).toHaveLength(said);
        },
      ),
      { numRuns: rounds },
    );
  });
});
