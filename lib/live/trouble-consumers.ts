import { formatDuration } from "@/lib/format/duration";
import { formatExact, formatRate } from "@/lib/format/number";
import type { ConsumerRow, HeldBy } from "@/lib/model/consumers";
import type { Snapshot } from "@/lib/model/snapshot";
import type { Trouble } from "@/lib/model/trouble";
import { heldBy, heldFromSeconds } from "./consumers-worst";

type Severity = Trouble["severity"];
type Held = { row: ConsumerRow; by: HeldBy; severity: Severity };

/** Consumers that are behind and stay there, with what keeps them; many of a kind are one. */
export function consumerTroubles(snapshot: Snapshot, before: readonly Trouble[]): Trouble[] {
  const { value } = snapshot.consumers;
  if (!value) return [];
  const told = new Map(before.map(({ id, severity }) => [id, severity]));
  const all = value.worst.flatMap((row) => heldOf(row, told));
  return [...new Set(all.map(({ by }) => by))].flatMap((by) => {
    const alike = all.filter((one) => one.by === by);
    const count = Math.max(alike.length, value.held?.[by] ?? 0);
    return count > toldApart ? gathered(by, alike, count) : alike.map(alone);
  });
}

/** So many are told one by one. */
const toldApart = 3;

/** From so many seconds on it is more than worth a look; a pause never is, somebody meant it. */
const troubleFromSeconds: Record<HeldBy, number> = {
  "no-leader": 30,
  "acks-held": 120,
  "nobody-pulls": 300,
  "not-bound": 300,
  slow: 900,
  paused: Number.POSITIVE_INFINITY,
  "filter-matches-nothing": Number.POSITIVE_INFINITY,
};

/** What was told is told until half of that is left: what goes up and down around a bound does not flicker. */
const goneAtShare = 0.5;

/** Where the time is not known, so many messages count as enough of it. */
const manyMessages = 10_000n;

function heldOf(row: ConsumerRow, told: ReadonlyMap<string, Severity>): Held[] {
  const known = told.get(idOf(row));
  const by = heldBy(row) ?? (known && row.trendPerSec === null ? "slow" : undefined);
  if (!by || row.lagMessages === 0n) return [];
  const seconds = row.lagSeconds ?? (row.lagMessages >= manyMessages ? heldFromSeconds[by] : 0);
  const isOver = (bound: number, wasOver: boolean) =>
    seconds >= (wasOver ? bound * goneAtShare : bound);
  if (!isOver(heldFromSeconds[by], known !== undefined)) return [];
  if (by === "paused") return [{ row, by, severity: "info" }];
  const isBad = isOver(troubleFromSeconds[by], known === "trouble");
  return [{ row, by, severity: isBad ? "trouble" : "attention" }];
}

function idOf({ stream, name }: ConsumerRow): string {
  return `consumer ${stream} ${name}`;
}

function alone({ row, by, severity }: Held): Trouble {
  const { detail, hint } = sentences(by, row);
  return {
    ...{
      id: idOf(row),
      severity,
      title: `${row.name} is ${behindWords(row)} behind: ${short[by]}`,
    },
    ...{ detail, about: { stream: row.stream, consumer: row.name } },
    ...(hint === undefined ? {} : { hint }),
  };
}

const ranks: Record<Severity, number> = { trouble: 0, attention: 1, info: 2 };

function gathered(by: HeldBy, alike: readonly Held[], count: number): Trouble[] {
  const [worst] = alike;
  if (!worst) return [];
  const severity = alike.reduce<Severity>(
    (most, one) => (ranks[one.severity] < ranks[most] ? one.severity : most),
    "info",
  );
  const { row } = worst;
  const { hint } = sentences(by, row);
  return [
    {
      ...{ id: `consumers ${by}`, severity, about: { heldBy: by } },
      title: `${formatExact(count)} consumers are behind: ${short[by]}`,
      detail: `The worst, ${row.name} of ${row.stream}, is ${behindWords(row)} behind.`,
      ...(hint === undefined ? {} : { hint }),
    },
  ];
}

/** In one unit, below a minute by tens: nobody reads a second that is gone with the next answer. */
function behindWords({ lagSeconds, lagMessages, isLagAtLeast }: ConsumerRow): string {
  if (lagSeconds === null) return `${formatExact(lagMessages)} messages`;
  const seconds = lagSeconds < 60 ? Math.max(1, Math.floor(lagSeconds / 10) * 10) : lagSeconds;
  return `${isLagAtLeast ? "at least " : ""}${oneUnit(seconds * 1_000)}`;
}

function oneUnit(spanMs: number): string {
  const [count, unit] = formatDuration(spanMs).split(" ");
  return `${count} ${unit}`;
}

const short: Record<HeldBy, string> = {
  "nobody-pulls": "nobody pulls",
  "not-bound": "nobody listens",
  "acks-held": "its workers hold every ack",
  "no-leader": "no server leads it",
  paused: "it is paused",
  slow: "less is taken than comes in",
  "filter-matches-nothing": "its filter matches nothing",
};

function sentences(by: HeldBy, row: ConsumerRow): { detail: string; hint?: string } {
  const wait = waiting(row.lagMessages);
  switch (by) {
    case "nobody-pulls":
      return { detail: `${wait} and no pull is open.`, hint: "See that its workers run." };
    case "not-bound":
      return {
        detail: `${wait} and nobody listens where they would be pushed.`,
        hint: "See that its workers run and subscribe to its deliver subject.",
      };
    case "acks-held":
      return {
        detail: `${wait}; ${ackWords(row)}, and no more are delivered until some are.`,
        hint: "See what its workers wait for.",
      };
    case "no-leader":
      return { detail: `${wait}; nothing is delivered until a leader is elected.` };
    case "slow":
      return {
        detail: `${wait}${rateWords(row)}.`,
        hint: "Give it more workers, or see what keeps them busy.",
      };
    default:
      return { detail: `${wait}${pauseWords(row)}.` };
  }
}

function pauseWords({ pausedUntilMs, atMs }: ConsumerRow): string {
  if (pausedUntilMs === undefined || atMs === undefined) return "";
  return ` until it goes on in ${oneUnit(pausedUntilMs - atMs)}`;
}

function waiting(messages: bigint): string {
  return messages === 1n ? "1 message waits" : `${formatExact(messages)} messages wait`;
}

function ackWords({ ackPending, maxAckPending }: ConsumerRow): string {
  const limit = maxAckPending === undefined ? "" : ` of ${formatExact(maxAckPending)}`;
  return `${formatExact(ackPending)}${limit} that may be under way are not acknowledged`;
}

function rateWords({ inRate, ackRate, trendPerSec }: ConsumerRow): string {
  if (inRate !== null && ackRate !== null && inRate > ackRate) {
    return `: ${formatRate(inRate)} come in and ${formatRate(ackRate)} are done a second`;
  }
  if (trendPerSec === null || trendPerSec <= 0) return "";
  return `, ${formatRate(trendPerSec)} more each second`;
}
