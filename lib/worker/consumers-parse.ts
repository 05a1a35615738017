import type { AppError } from "@/lib/errors/app-error";
import {
  type ConsumerPlace,
  type ConsumerRow,
  type ConsumersCount,
  type ConsumersDelta,
  consumerCauses,
} from "@/lib/model/consumers";
import type { StreamGroup } from "@/lib/model/streams";
import type { ParsedAnswer } from "./collector-fetch";

// Ten thousand rows by a schema took 350 ms, and this 20. The parsed JSON becomes the rows: nothing is copied.

/** What the console's collector tells of consumers, or in what it is something else. */
export function parseConsumers(json: unknown): ParsedAnswer<ConsumersDelta> {
  const wrong = fault(json, delta, "");
  return wrong === undefined
    ? { ok: true, value: json as ConsumersDelta }
    : { ok: false, detail: wrong };
}

/** One consumer as the console's collector tells it; in place. */
export function parseConsumer(json: unknown): ParsedAnswer<ConsumerRow> {
  const wrong = fault(json, row, "");
  return wrong === undefined
    ? { ok: true, value: json as ConsumerRow }
    : { ok: false, detail: wrong };
}

/** Gives the place of what is wrong; may put another value into its holder. */
type Check = (value: unknown, holder: Record<string, unknown>, key: string) => string | undefined;
type Checks<T> = { [Key in keyof Required<T>]: Check };
type Shape = readonly (readonly [key: string, check: Check])[];

function shapeOf<T>(checks: Checks<T>): Shape {
  return Object.entries(checks);
}

function fault(value: unknown, shape: Shape, at: string): string | undefined {
  if (!isRecord(value)) return at === "" ? "no object" : `${at}: no object`;
  for (const [key, check] of shape) {
    const wrong = check(value[key], value, key);
    if (wrong !== undefined) return at === "" ? wrong : `${at}.${wrong}`;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ofType(type: "string" | "number" | "boolean"): Check {
  return (value, _, key) =>
    typeof value === type ? undefined : `${key}: ${typeof value}, not a ${type}`;
}

const text = ofType("string");
const number = ofType("number");
const flag = ofType("boolean");

/** A bigint comes as its digits. */
const big: Check = (value, holder, key) => {
  if (typeof value !== "string" || !/^-?\d{1,20}$/.test(value)) return `${key}: no digits`;
  holder[key] = BigInt(value);
  return undefined;
};

function maybe(check: Check): Check {
  return (value, holder, key) => (value === undefined ? undefined : check(value, holder, key));
}

function orNull(check: Check): Check {
  return (value, holder, key) => (value === null ? undefined : check(value, holder, key));
}

function oneOf<T extends string>(values: readonly T[]): Check {
  const known: ReadonlySet<unknown> = new Set(values);
  return (value, _, key) => (known.has(value) ? undefined : `${key}: unknown`);
}

function object(shape: Shape): Check {
  return (value, _, key) => fault(value, shape, key);
}

function list(check: Check): Check {
  return (value, _, key) => {
    if (!Array.isArray(value)) return `${key}: no list`;
    const holder = value as unknown as Record<string, unknown>;
    for (let place = 0; place < value.length; place++) {
      const wrong = check(value[place], holder, String(place));
      if (wrong !== undefined) return `${key}.${wrong}`;
    }
    return undefined;
  };
}

const place = object(
  shapeOf<ConsumerPlace>({
    streamSequence: big,
    consumerSequence: big,
    lastActiveMs: maybe(number),
  }),
);

const follower = object(
  shapeOf<StreamGroup["followers"][number]>({
    name: text,
    isCurrent: flag,
    isOffline: flag,
    lag: big,
  }),
);

const row = shapeOf<ConsumerRow>({
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
    ...(["all", "last", "new", "last_per_subject", "by_start_sequence", "by_start_time"] as const),
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
  group: maybe(object(shapeOf<StreamGroup>({ leader: maybe(text), followers: list(follower) }))),
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
});

/** The console is of the same release as this page: an error's words are looked at, its fields are not counted. */
const error = object([["kind" satisfies keyof AppError, text]]);

const sparks: Check = (value, _, key) => {
  if (!isRecord(value)) return `${key}: no object`;
  const line = list(orNull(number));
  for (const name of Object.keys(value)) {
    const wrong = line(value[name], value, name);
    if (wrong !== undefined) return `${key}.${wrong}`;
  }
  return undefined;
};

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
  rows: list(object(row)),
  gone: list(
    object([
      ["stream", text],
      ["name", text],
    ]),
  ),
  sparks: maybe(sparks),
  of: maybe(object(count)),
});
