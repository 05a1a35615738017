import type { SystemEvent } from "@/lib/model/events";
import type { Flow, Part, Snapshot, SnapshotDelta, StreamsDelta } from "@/lib/model/snapshot";
import type { StreamRow } from "@/lib/model/streams";
import { emptyFlow, seriesOf } from "./flow-store";
import { keepEqual } from "./keep-equal";
import { eventLimit, flowPoints } from "./limits";

/** The snapshot after a delta. What has not changed stays the very same object. */
export function applySnapshot(old: Snapshot | undefined, delta: SnapshotDelta): Snapshot {
  const before = old ?? empty;
  const base = delta.isWhole ? empty : before;
  return {
    revision: delta.revision,
    answeredMs: delta.answeredMs,
    beatMs: delta.beatMs,
    servers: keepEqual(before.servers, delta.servers ?? base.servers),
    account: keepEqual(before.account, delta.account ?? base.account),
    jetstream: keepEqual(before.jetstream, delta.jetstream ?? base.jetstream),
    clients: keepEqual(before.clients, delta.clients ?? base.clients),
    consumers: keepEqual(before.consumers, delta.consumers ?? base.consumers),
    streams: applyStreams(before.streams, base.streams, delta.streams),
    flow: flowAfter(before.flow, base.flow, delta),
    events: applyEvents(before.events, base.events, delta.events),
  };
}

const empty: Snapshot = {
  revision: "",
  answeredMs: 0,
  beatMs: 0,
  servers: {},
  account: {},
  jetstream: {},
  clients: {},
  streams: {},
  consumers: {},
  flow: emptyFlow(),
  events: [],
};

type Streams = Part<StreamRow[]>;

function applyStreams(before: Streams, base: Streams, delta: StreamsDelta | undefined): Streams {
  if (!delta) return base;
  const { asOfMs, error } = delta;
  return {
    ...(asOfMs === undefined ? {} : { asOfMs, value: applyRows(before, base, delta) }),
    ...(error === undefined ? {} : { error: keepEqual(before.error, error) }),
  };
}

function applyRows(before: Streams, base: Streams, { rows, gone }: StreamsDelta): StreamRow[] {
  const known = new Map(before.value?.map((row) => [row.name, row]));
  const byName = new Map(base.value?.map((row) => [row.name, row]));
  for (const name of gone) byName.delete(name);
  for (const row of rows) byName.set(row.name, keepEqual(known.get(row.name), row));
  return keepList(before.value, [...byName.values()].sort(byCodeUnits));
}

/** A locale would sort alike names differently here and there. */
function byCodeUnits(one: StreamRow, other: StreamRow): number {
  return one.name < other.name ? -1 : 1;
}

function keepList<T>(old: T[] | undefined, fresh: T[]): T[] {
  const isSame = old?.length === fresh.length && fresh.every((item, index) => item === old[index]);
  return isSame ? old : fresh;
}

function flowAfter(before: Flow, base: Flow, delta: SnapshotDelta): Flow {
  const fresh = delta.flow ? applyFlow(base, delta.flow) : base;
  // A point more has moved all others: nothing of it is worth comparing.
  return delta.isWhole ? keepEqual(before, fresh) : fresh;
}

function applyFlow(old: Flow, { of, atMs, values }: Flow): Flow {
  const join = <T>(before: T[], after: T[]) => [...before, ...after].slice(-flowPoints);
  return {
    of,
    atMs: join(old.atMs, atMs),
    values: seriesOf((series) => join(old.values[series], values[series])),
  };
}

function applyEvents(
  before: SystemEvent[],
  base: SystemEvent[],
  fresh: SystemEvent[] | undefined,
): SystemEvent[] {
  const ids = new Set(fresh?.map(({ id }) => id));
  const known = new Map(before.map((event) => [event.id, event]));
  const kept = (fresh ?? []).map((event) => keepEqual(known.get(event.id), event));
  const others = base.filter(({ id }) => !ids.has(id));
  return keepList(before, [...kept, ...others].slice(0, eventLimit));
}
