import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { AccountFigures, JetStreamFigures } from "@/lib/model/account";
import type { ClientList } from "@/lib/model/clients";
import type { ServerList } from "@/lib/model/servers";
import type { StreamSummary } from "@/lib/model/streams";
import { getAccount, getJetStream } from "./account";
import { getClients } from "./clients";
import { createDue } from "./due";
import { createElection } from "./election";
import { createPatience } from "./patience";
import { askServers } from "./servers";
import { createServersReader, type ServersSource } from "./servers-reader";
import { findStreams, type StreamPages } from "./streams";

/** Where a sweep brings what it has read, part by part. */
export type SweepSink = {
  servers(reading: Reading<ServerList>): void;
  account(reading: Reading<AccountFigures>): void;
  clients(reading: Reading<ClientList>): void;
};

/** Where it brings what JetStream tells. */
export type StoredSink = {
  jetstream(reading: Reading<JetStreamFigures>): void;
  streams(reading: Reading<StreamSummary[]>): void;
};

/** How a sweep is done. */
export type SweepOptions = {
  nowMs: () => number;
  /**
   * In the order in which they are tried, also while there is no connection; by nobody's answer the next is. The connection itself where
   * it is left out.
   */
  sources?: (nc: NatsConnection | undefined) => ServersSource[];
  /** Lets only so many calls of JetStream's API out at once. */
  inTurn?: <T>(call: () => Promise<T>) => Promise<T>;
};

/** Reads everything that the overview shows, again and again, over connections to the same servers. */
export type Sweep = {
  /** The servers' figures alone, by whoever tells them without the connection. */
  servers(nc: NatsConnection | undefined, bring: SweepSink["servers"]): Promise<void>;
  /**
   * Figures of servers, account and clients; each is brought as soon as it is there. False where it waited in vain:
   * the time that it took was no work.
   */
  figures(nc: NatsConnection, sink: SweepSink): Promise<boolean>;
  /** What JetStream tells, with the same answer: apart, because it may wait for servers that are gone. */
  stored(nc: NatsConnection, sink: StoredSink): Promise<boolean>;
  /** What was refused is asked again at once. */
  startOver(): void;
};

const clientsEveryMs = 6_000;
const searchEveryMs = 10_000;

/** A sweep that remembers who answered, who refused, and what was there. */
export function createSweep({
  nowMs,
  sources = imports,
  inTurn = (call) => call(),
}: SweepOptions): Sweep {
  const patience = createPatience({ nowMs });
  const servers = createServersReader({ nowMs, sources, patience });
  const election = createElection({ nowMs });
  const due = createDue(nowMs);
  // The first answers are wanted quickly.
  due.done("search");
  let accountServers = 0;
  let known = new Map<string, StreamSummary>();
  const pages: StreamPages = new Map();

  const part = async <T>(
    name: string,
    read: () => Promise<Reading<T>>,
    bring: (reading: Reading<T>) => void,
  ) => {
    if (!patience.mayAsk(name)) return true;
    const reading = await read();
    patience.heard(name, reading);
    bring(reading);
    return reading.ok || !inVain.has(reading.error.kind);
  };
  const readAccount = async (nc: NatsConnection) => {
    const isSearch = due.isDue("search", searchEveryMs);
    if (isSearch) due.done("search");
    const reading = await getAccount(nc, { expected: accountServers, isSearch, nowMs });
    if (reading.ok) accountServers = reading.value.servers.length;
    if (reading.ok) election.alive();
    return reading;
  };
  const readClients = async (nc: NatsConnection) => {
    due.done("clients");
    const isExact = nc.info?.cluster === undefined;
    return getClients(nc, { expected: accountServers, isExact, nowMs });
  };
  const readStreams = async (nc: NatsConnection) => {
    const reading = await election.judge(nc, () => inTurn(() => findStreams(nc, pages)));
    if (!reading.ok) return { reading, isWhole: false };
    const { streams, missing } = reading.value;
    // Its server does not answer, which is no deletion.
    const held = missing.flatMap((name) => known.get(name) ?? []).map(withoutLeader);
    const all = [...streams, ...held];
    known = new Map(all.map((stream) => [stream.name, stream]));
    return { reading: { ok: true as const, value: all }, isWhole: missing.length === 0 };
  };
  const readServers = (nc: NatsConnection | undefined, bring: SweepSink["servers"]) =>
    part("servers", () => servers.read(nc), bring);
  return {
    servers: async (nc, bring) => void (await readServers(nc, bring)),
    async figures(nc, sink) {
      const works = await Promise.all([
        readServers(nc, sink.servers),
        part("account", () => readAccount(nc), sink.account),
        due.isDue("clients", clientsEveryMs)
          ? part("clients", () => readClients(nc), sink.clients)
          : true,
      ]);
      return works.every(Boolean);
    },
    async stored(nc, sink) {
      let isWhole = true;
      const ask = () => election.judge(nc, () => inTurn(() => getJetStream(nc)));
      const works = await Promise.all([
        part("jetstream", ask, sink.jetstream),
        part(
          "streams",
          async () => {
            const { reading, isWhole: hadAll } = await readStreams(nc);
            isWhole = hadAll;
            return reading;
          },
          sink.streams,
        ),
      ]);
      return isWhole && works.every(Boolean);
    },
    startOver() {
      patience.forget();
      due.forget();
      due.done("search");
      servers.startOver();
    },
  };
}

/** What comes of waiting for somebody who does not answer. */
const inVain = new Set<AppError["kind"]>(["timeout", "disconnected", "electing"]);

function imports(nc: NatsConnection | undefined): ServersSource[] {
  return nc ? [{ by: "import", ask: (asked) => askServers(nc, asked) }] : [];
}

function withoutLeader(stream: StreamSummary): StreamSummary {
  return { ...stream, group: { followers: stream.group?.followers ?? [] } };
}
