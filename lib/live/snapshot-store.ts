import type { AppError, Reading } from "@/lib/errors/app-error";
import type { AccountFigures, JetStreamFigures } from "@/lib/model/account";
import type { ClientList } from "@/lib/model/clients";
import type { WorstConsumers } from "@/lib/model/consumers";
import type { SystemEvent } from "@/lib/model/events";
import type { ServerList } from "@/lib/model/servers";
import type { FlowSeries, Part, SnapshotDelta } from "@/lib/model/snapshot";
import type { StreamRow, StreamSummary } from "@/lib/model/streams";
import { createEventStore } from "./event-store";
import { createFlowStore } from "./flow-store";
import { createStreamStore } from "./stream-store";

/** What is known of one connection, and what of it has changed since when. Times are the console's clock. */
export type SnapshotStore = {
  /** The newest reading; an error keeps the value before it, with its time. */
  put<Name extends PartName>(name: Name, reading: Reading<Parts[Name]>, asOfMs: number): void;
  putStreams(reading: Reading<StreamSummary[]>, asOfMs: number): void;
  /** All parts of a sweep are put: the flow gets its point. */
  endSweep(asOfMs: number): void;
  addEvent(event: SystemEvent): void;
  /** How often is read now. */
  setBeat(ms: number): void;
  /** What comes next says nothing about the time before. */
  gap(): void;
  /** Of lines only what is now is still told, of trends and events nothing: they begin anew. */
  forgetPast(): void;
  /** What was read after a moment; a part that is not there was not. */
  newest(afterMs: number): Newest;
  /** What has changed since a revision; everything where that one is not known. */
  read(since?: string): SnapshotDelta;
};

/** What a history keeps. */
type Newest = {
  streams?: readonly StreamRow[];
  account?: Record<FlowSeries, number | null>;
};

type Parts = {
  servers: ServerList;
  account: AccountFigures;
  jetstream: JetStreamFigures;
  clients: ClientList;
  /** What the overview names of them. */
  consumers: WorstConsumers;
};
type PartName = keyof Parts;
type Kept<T> = { part: Part<T>; revision: number };

/** How often is read where nothing says otherwise. */
export const usualBeatMs = 2_000;

/** A store for one connection; it holds no clock and no timer of its own. */
export function createSnapshotStore({ nowMs }: { nowMs: () => number }): SnapshotStore {
  const epoch = crypto.randomUUID().slice(0, 8);
  let revision = 0;
  let beatMs = usualBeatMs;
  const parts: { [Name in PartName]: Kept<Parts[Name]> } = {
    servers: { part: {}, revision: 0 },
    account: { part: {}, revision: 0 },
    jetstream: { part: {}, revision: 0 },
    clients: { part: {}, revision: 0 },
    consumers: { part: {}, revision: 0 },
  };
  const streams = createStreamStore(() => beatMs);
  const flow = createFlowStore(() => beatMs);
  const events = createEventStore();

  const partsSince = (from: number): Partial<SnapshotDelta> => ({
    ...(parts.servers.revision > from ? { servers: parts.servers.part } : {}),
    ...(parts.account.revision > from ? { account: parts.account.part } : {}),
    ...(parts.jetstream.revision > from ? { jetstream: parts.jetstream.part } : {}),
    ...(parts.clients.revision > from ? { clients: parts.clients.part } : {}),
    ...(parts.consumers.revision > from ? { consumers: parts.consumers.part } : {}),
  });
  return {
    put(name, reading, asOfMs) {
      parts[name] = {
        part: reading.ok
          ? { asOfMs, value: reading.value }
          : withError(parts[name].part, reading.error),
        revision: ++revision,
      } as (typeof parts)[typeof name];
    },
    putStreams: (reading, asOfMs) => streams.put(reading, asOfMs, ++revision),
    endSweep(asOfMs) {
      const { servers, account, jetstream } = parts;
      const sources = { servers: servers.part, account: account.part, jetstream: jetstream.part };
      flow.add(asOfMs, sources, ++revision);
    },
    addEvent: (event) => events.add(event, ++revision),
    setBeat(ms) {
      beatMs = ms;
    },
    gap() {
      flow.gap(Math.round(nowMs()), ++revision);
      streams.gap();
    },
    forgetPast() {
      flow.forget(++revision);
      streams.forget();
      events.forget();
    },
    newest(afterMs) {
      const rows = streams.newest(afterMs);
      const point = flow.newest();
      const isFresh = point !== undefined && point.atMs > afterMs;
      return { ...(rows ? { streams: rows } : {}), ...(isFresh ? { account: point.values } : {}) };
    },
    read(since) {
      const oldest = Math.max(flow.beganAt(), streams.forgotAt());
      const from = revisionOf(since, epoch, oldest);
      const isWhole = from === undefined;
      const changedStreams = streams.since(from ?? -1);
      const changedFlow = isWhole ? flow.whole() : flow.since(from);
      const changedEvents = isWhole ? (events.since(-1) ?? []) : events.since(from);
      return {
        revision: `${epoch}.${revision}`,
        answeredMs: Math.round(nowMs()),
        beatMs,
        isWhole,
        ...partsSince(from ?? -1),
        ...(changedStreams ? { streams: changedStreams } : {}),
        ...(changedFlow ? { flow: changedFlow } : {}),
        ...(changedEvents ? { events: changedEvents } : {}),
      };
    },
  };
}

function withError<T>({ asOfMs, value }: Part<T>, error: AppError): Part<T> {
  return {
    ...(asOfMs === undefined ? {} : { asOfMs }),
    ...(value === undefined ? {} : { value }),
    error,
  };
}

/** Undefined for one of another store, or one that is too old to go on from. */
function revisionOf(since: string | undefined, epoch: string, oldest: number): number | undefined {
  const [, of, digits] = /^([^.]+)\.(\d{1,15})$/.exec(since ?? "") ?? [];
  const from = Number(digits);
  return of === epoch && from >= oldest ? from : undefined;
}
