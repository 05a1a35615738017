import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roleNames } from "@/lib/model/role";
import { mayPublish, maySubscribe } from "@/lib/roles/may";
import type { WireFrame } from "@/lib/testing/client-wire";
import { hpub, inbox, openSocket, others, pub } from "@/lib/testing/policed-socket";
import { createInboxClaims } from "./inboxes";

const rounds = process.env.NATSIGHT_TEST_LONG ? 200_000 : 4000;

describe("all frames together", () => {
  const subjects = fc.constantFrom(
    ...[
      "test.a",
      "orders.x",
      "witness",
      "$KV.b.k",
      "$JS.API.STREAM.INFO.S",
      "$JS.API.STREAM.NAMES",
    ],
    ...[
      "$JS.API.STREAM.CREATE.S",
      "$JS.API.DIRECT.GET.S.a",
      "$JS.API.CONSUMER.CREATE.S.ui-hM0ka0t0EZTtwmJxVoO4ZE",
    ],
    ...["$JS.API.CONSUMER.CREATE.S.worker", "$JS.ACK.S.c.1.1.1.1.1", "$SYS.REQ.SERVER.PING"],
  );
  const inboxes = fc.constantFrom(`${inbox}.1`, inbox, others, "_INBOX.short", "witness");
  const body = fc.constantFrom(
    ...["", "{}", '{"offset":-1}', '{"offset":3}', "{", "x".repeat(40)],
    '{"stream_name":"S","config":{"name":"ui-hM0ka0t0EZTtwmJxVoO4ZE"}}',
    '{"stream_name":"S","config":{"name":"ui-hM0ka0t0EZTtwmJxVoO4ZE","deliver_subject":"witness"}}',
    '{"stream_name":"S","config":{"name":"ui-hM0ka0t0EZTtwmJxVoO4ZE"},"Config":{"deliver_subject":"witness"}}',
  );
  const header = fc.constantFrom(
    ...["A: b\r\n", "Nats-Rollup: all\r\n", "Nats-Trace-Dest: witness\r\n", "broken\r\n"],
    `Nats-Trace-Dest: ${inbox}.1\r\n`,
  );
  const frame = fc.oneof(
    fc.tuple(subjects, body, fc.option(inboxes, { nil: undefined })).map((words) => pub(...words)),
    fc
      .tuple(subjects, header, body, fc.option(inboxes, { nil: undefined }))
      .map((words) => hpub(...words)),
    fc
      .tuple(
        fc.oneof(subjects, inboxes, fc.constantFrom(">", "*.>", "_INBOX.>", `${inbox}.>`)),
        fc.constantFrom("", "workers "),
        fc.nat({ max: 7 }),
      )
      .map(([subject, queue, sid]) => `SUB ${subject} ${queue}${sid}\r\n`),
    fc
      .tuple(fc.nat({ max: 7 }), fc.constantFrom("", " 1", " 0"))
      .map(([sid, max]) => `UNSUB ${sid}${max}\r\n`),
  );

  type Grant = ReturnType<typeof openSocket>["grant"];
  type Sent = { subject: string; reply: string | undefined; content: string };

  /** What a publication must not be, said in another way than in the police. */
  const complaints: [string, (sent: Sent, grant: Grant, heard: string[]) => boolean][] = [
    ["subject", ({ subject }, grant) => !mayPublish(grant, subject)],
    [
      "reply",
      ({ reply }, { anyReply }, heard) =>
        reply !== undefined && !anyReply && !heard.some((pattern) => isHeard(pattern, reply)),
    ],
    [
      "consumer",
      ({ subject, content }, { anyConsumer }) =>
        !anyConsumer && subject.includes("CONSUMER.CREATE") && /deliver_subject/i.test(content),
    ],
    [
      "offset",
      ({ subject, content }, { anyReply }) =>
        !anyReply && /NAMES|INFO/.test(subject) && content.includes("-1"),
    ],
    ["trace", ({ content }, { anyReply }) => !anyReply && content.includes("Dest: witness")],
    ["rollup", ({ content }, { anyHeader }) => !anyHeader && content.includes("Rollup")],
  ];
  const isHeard = (pattern: string, reply: string) =>
    pattern === reply || (pattern === `${inbox}.>` && reply.startsWith(`${inbox}.`));

  function complaintsOf(frames: WireFrame[], grant: Grant): string[] {
    const held = new Map<string, string>();
    const inSubscription = ([subject = "", ...rest]: string[]) => {
      held.set(rest.at(-1) ?? "", subject);
      return maySubscribe(grant, subject).ok && (rest.length === 1 || grant.queues)
        ? []
        : [subject];
    };
    const inPublication = ({ verb, words: [subject = "", ...rest], content }: WireFrame) => {
      const reply = rest.length > (verb === "HPUB" ? 2 : 1) ? rest[0] : undefined;
      const heard = [...held.values()].filter((pattern) => pattern.startsWith(inbox));
      return complaints
        .filter(([, isWrong]) => isWrong({ subject, reply, content }, grant, heard))
        .map(([what]) => what);
    };
    return frames.flatMap((sent) => {
      if (sent.verb === "SUB") return inSubscription(sent.words);
      if (sent.verb !== "UNSUB") return inPublication(sent);
      if (sent.words[1] !== "1") held.delete(sent.words[0] ?? "");
      return [];
    });
  }

  it("T28 T30 leave nothing for the server that the role may not do, and answer the rest", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...roleNames),
        fc.boolean(),
        fc.array(frame, { maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (role, readOnly, frames, cuts) => {
          const inboxes = createInboxClaims();
          openSocket("reader", {}, inboxes).send(`SUB ${others} 1\r\n`);
          const socket = openSocket(role, { readOnly, publishSubjects: ["test.*"] }, inboxes);
          const bytes = Buffer.from(frames.join(""));
          const places = cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b);
          for (const [at, from] of [0, ...places].entries()) {
            expect(socket.parser.push(bytes.subarray(from, places[at] ?? bytes.length))).toBe(
              undefined,
            );
          }
          const sent = socket.sent();
          expect(complaintsOf(sent, socket.grant)).toEqual([]);
          // A SUB whose sid is taken is neither sent nor answered.
          const silent = frames.filter((line) => line.startsWith("SUB")).length;
          expect(sent.length + socket.refusals.length).toBeLessThanOrEqual(frames.length);
          expect(sent.length + socket.refusals.length).toBeGreaterThanOrEqual(
            frames.length - silent,
          );
        },
      ),
      { numRuns: rounds },
    );
  });
});
