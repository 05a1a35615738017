import {
  type ConsumerPlace,
  type ConsumerRow,
  type ConsumersCount,
  type ConsumersDelta,
  consumerCauses,
} from "@/lib/model/consumers";
import {
  big,
  flag,
  list,
  maybe,
  number,
  object,
  oneOf,
  orNull,
  type ParsedAnswer,
  parseShape,
  record,
  shapeOf,
  text,
} from "./shape";
import { error, group } from "./shape-parts";

/** What the console's collector tells of consumers, or in what it is something else. */
export function parseConsumers(json: unknown): ParsedAnswer<ConsumersDelta> {
  return parseShape(json, delta);
}

const place = object(
  shapeOf<ConsumerPlace>({
    streamSequence: big,
    consumerSequence: big,
    lastActiveMs: maybe(number),
  }),
);

/** One consumer as the console's collector tells it. */
export const consumer = object(
  shapeOf<ConsumerRow>({
    stream: text,
    name: text,
    atMs: maybe(number),
    createdMs: maybe(number),
    description: maybe(text),
    isPull: flag,
    isDurable: flag,
    filterSubjects: list(text),
    ackPolicy: oneOf<ConsumerRow["ackPolicy"]>(["none", "all", "explicit", "flow_control"]),
    deliverPolicy: oneOf<ConsumerRow["deliverPolicy"]>([
      ...([
        "all",
        "last",
        "new",
        "last_per_subject",
        "by_start_sequence",
        "by_start_time",
      ] as const),
    ]),
    ackWaitMs: maybe(number),
    maxAckPending: maybe(number),
    maxDeliver: maybe(number),
    pending: big,
    ackPending: number,
    redelivered: number,
    waiting: maybe(number),
    isBound: maybe(flag),
    delivered: place,
    ackFloor: place,
    pausedUntilMs: maybe(number),
    group: maybe(group),
    lagMessages: big,
    lagSeconds: orNull(number),
    unackedSeconds: orNull(number),
    isLagAtLeast: flag,
    isUnackedAtLeast: flag,
    trendPerSec: orNull(number),
    etaSeconds: orNull(number),
    inRate: orNull(number),
    ackRate: orNull(number),
    cause: maybe(oneOf(consumerCauses)),
  }),
);

/** Lines of lag, by `consumerKey`. */
export const sparks = record(list(orNull(number)));

const count = shapeOf<ConsumersCount>({
  ...{ total: number, streams: number, behind: number },
  causes: object(consumerCauses.map((cause) => [cause, maybe(number)] as const)),
});

const delta = shapeOf<ConsumersDelta>({
  revision: text,
  answeredMs: number,
  beatMs: number,
  isWhole: flag,
  asOfMs: maybe(number),
  tookMs: maybe(number),
  error: maybe(error),
  by: maybe(oneOf(["system-account", "list", "monitoring", "tab"])),
  missing: maybe(list(text)),
  rows: list(consumer),
  gone: list(
    object([
      ["stream", text],
      ["name", text],
    ]),
  ),
  sparks: maybe(sparks),
  of: maybe(object(count)),
});
