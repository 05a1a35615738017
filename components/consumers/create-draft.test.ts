import { describe, expect, it } from "vitest";
import {
  type ConsumerDraft,
  checkConsumerDraft,
  createCommand,
  emptyConsumerDraft,
  type Surroundings,
  toNewConsumer,
} from "./create-draft";

const around: Surroundings = {
  stream: { subjects: ["orders.>"], retention: "limits" },
  others: [{ name: "billing", filterSubjects: ["orders.eu.>"] }],
  oneFilterOn: undefined,
  zone: "UTC",
};
const draft = (changes: Partial<ConsumerDraft>): ConsumerDraft => ({
  ...emptyConsumerDraft("ORDERS"),
  name: "worker",
  ...changes,
});
const queue: Surroundings = {
  ...around,
  stream: { subjects: ["orders.>"], retention: "workqueue" },
};

describe("a consumer that is typed", () => {
  it.each<[string, Partial<ConsumerDraft>, Surroundings, object]>([
    ["as it begins", {}, around, {}],
    ["without a stream", { stream: "" }, around, { stream: /Choose/ }],
    ["of a name that is there", { name: "billing" }, around, { name: /already/ }],
    ["of two names", { name: "a.b" }, around, { name: /dots/ }],
    ["pushed nowhere", { kind: "push" }, around, { deliverSubject: /Give a subject/ }],
    [
      "pushed into its own stream",
      { kind: "push", deliverSubject: "orders.out" },
      around,
      { deliverSubject: /come in again/ },
    ],
    [
      "with filters that overlap",
      { filterSubjects: ["orders.eu.*", "orders.*.paid"] },
      around,
      { filterSubjects: /overlap/ },
    ],
    [
      "with two filters on an old server",
      { filterSubjects: ["orders.a", "orders.b"] },
      { ...around, oneFilterOn: "2.9.10" },
      { filterSubjects: /need NATS 2.10/ },
    ],
    [
      "of the last of each subject without saying of which",
      { deliverPolicy: "last_per_subject" },
      around,
      { filterSubjects: /of which/ },
    ],
    [
      "from no sequence",
      { deliverPolicy: "by_start_sequence", startSequence: "0" },
      around,
      { startSequence: /begin at 1/ },
    ],
    ["from no time", { deliverPolicy: "by_start_time" }, around, { startTime: /Give a date/ }],
    [
      "with odd limits",
      { ackWait: "5", maxDeliver: "x" },
      around,
      { ackWait: /unit/, maxDeliver: /whole/ },
    ],
    [
      "with odd limits that nothing is made of",
      { ackPolicy: "none", ackWait: "5", maxDeliver: "x" },
      around,
      {},
    ],
    [
      "in a work queue as if it were none",
      { deliverPolicy: "new", ackPolicy: "none" },
      queue,
      { deliverPolicy: /beginning/, ackPolicy: /explicit/, filterSubjects: /billing takes/ },
    ],
    ["in a work queue beside the others", { filterSubjects: ["orders.us.>"] }, queue, {}],
  ])("%s", (_title, changes, surroundings, faults) => {
    const found = checkConsumerDraft(draft(changes), surroundings);
    expect(Object.keys(found).sort()).toEqual(Object.keys(faults).sort());
    expect(found).toMatchObject(
      Object.fromEntries(
        Object.entries(faults).map(([field, words]) => [field, expect.stringMatching(words)]),
      ),
    );
  });

  it("is what was typed, every digit of it, and the command makes the same", () => {
    const wish = toNewConsumer(
      draft({
        ...{ kind: "push", deliverSubject: "out", deliverGroup: "g", description: " Works " },
        ...{ filterSubjects: ["orders.a", "orders.b"], deliverPolicy: "by_start_sequence" },
        ...{ startSequence: "9,007,199,254,740,993", ackWait: "1m30s", maxAckPending: "1 000" },
      }),
      "UTC",
    );
    expect(wish).toMatchObject({
      ...{
        startSequence: 9_007_199_254_740_993n,
        ackWaitNs: 90_000_000_000n,
        maxAckPending: 1_000,
      },
      ...{ maxDeliver: undefined, description: "Works", startMs: undefined },
    });
    expect(createCommand(wish).join(" ")).toBe(
      "nats consumer add ORDERS worker --target=out --deliver-group=g --filter=orders.a --filter=orders.b" +
        " --deliver=9007199254740993 --ack=explicit --wait=1m30s --max-pending=1000 --description=Works --defaults",
    );
  });

  it("means a moment by the reader's clock, and nothing of what it does not ask for", () => {
    const timed = { deliverPolicy: "by_start_time", startTime: "2026-11-21T12:00:00" } as const;
    const wish = toNewConsumer(
      draft({ ...timed, deliverSubject: "left", ackPolicy: "none", maxDeliver: "4" }),
      "UTC",
    );
    expect(wish).toMatchObject({
      ...{ startMs: Date.parse("2026-11-21T12:00:00Z"), deliverSubject: undefined },
      maxDeliver: undefined,
    });
  });
});
