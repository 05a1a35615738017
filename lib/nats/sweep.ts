import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { AccountFigures, JetStreamFigures } from "@/lib/model/account";
import type { ClientList } from "@/lib/model/clients";
import type { ServerList } from "@/lib/model/servers";
import type { StreamSummary } from "@/lib/model/streams";
import { getAccount, getJetStream } from "./account";
import { getClients } from "./clients";
import { createElection } from "./election";
import { createPatience } from "./patience";
import { createServerBook } from "./server-book";
import { askServers, type ServerAnswers, type ServersAsked } from "./servers";
import { findStreams } from "./streams";

/** Where a sweep brings what it has read, part by part. */
export type SweepSink = {
  servers(reading: Reading<ServerList>): void;
  account(reading: Reading<AccountFigures>): void;
  jetstream(reading: Reading<JetStreamFigures>): void;
  clients(reading: Reading<ClientList>): void;
};

/** Who is asked for the servers' figures. */
export type ServersSource = {
  by: ServerList["by"];
  ask(asked: ServersAsked): Promise<ServerAnswers>;
};

/** How a sweep is done. */
export type SweepOptions = {
  nowMs: () => number;
  /** In the order in which they are tried; by nobody's answer the next is. The connection itself where it is left out. */
  sources?: (nc: NatsConnection) => ServersSource[];
  /** Lets only so many calls of JetStream's API out at once. */
  inTurn?: <T>(call: () => Promise<T>) => Promise<T>;
};

/** Reads everything that the overview shows, again and again, over connections to the same servers. */
export type Sweep = {
  /** Figures of servers, account and clients; each is brought as soon as it is there. */
  figures(nc: NatsConnection, sink: SweepSink): Promise<void>;
  /** Apart, because it may wait for servers that are gone; undefined while it is not worth asking again. */
  streams(nc: NatsConnection): Promise<Reading<StreamSummary[]> | undefined>;
  /** What was refused is asked again at once. */
  startOver(): void;
};

const healthEveryMs = 10_000;
const clientsEveryMs = 6_000;

/** A sweep that remembers who answered, who refused, and what was there. */
export function createSweep({
  nowMs,
  sources = imports,
  inTurn = (call) => call(),
}: SweepOptions): Sweep {
  const patience = createPatience({ nowMs });
  const book = createServerBook({ nowMs });
  const election = createElection({ nowMs });
  const due = createDue(nowMs);
  let accountServers = 0;
  let known = new Map<string, StreamSummary>();

  const part = async <T>(
    name: string,
    read: () => Promise<Reading<T>>,
    bring: (reading: Reading<T>) => void,
  ) => {
    if (!patience.mayAsk(name)) return;
    const reading = await read();
    patience.heard(name, reading);
    bring(reading);
  };
  const readServers = async (nc: NatsConnection): Promise<Reading<ServerList>> => {
    const withHealth = due.isDue("health", healthEveryMs);
    let answered: Reading<ServerList> | undefined;
    for (const { by, ask } of sources(nc)) {
      if (!patience.mayAsk(by)) continue;
      const answers = await ask({ ...book.expects(), withHealth, nowMs });
      answered = book.take(by, answers);
      patience.heard(by, answered);
      if (answered.ok || !isNobody(answered)) return answered;
    }
    return answered ?? nobody;
  };
  const readAccount = async (nc: NatsConnection) => {
    const reading = await getAccount(nc, { expected: accountServers, nowMs });
    if (reading.ok) accountServers = reading.value.servers.length;
    if (reading.ok) election.alive();
    return reading;
  };
  return {
    async figures(nc, sink) {
      const isExact = nc.info?.cluster === undefined;
      await Promise.all([
        part("servers", () => readServers(nc), sink.servers),
        part("account", () => readAccount(nc), sink.account),
        part(
          "jetstream",
          () => election.judge(nc, () => inTurn(() => getJetStream(nc))),
          sink.jetstream,
        ),
        due.isDue("clients", clientsEveryMs)
          ? part(
              "clients",
              () => getClients(nc, { expected: accountServers, isExact, nowMs }),
              sink.clients,
            )
          : undefined,
      ]);
    },
    async streams(nc) {
      if (!patience.mayAsk("streams")) return undefined;
      const reading = await election.judge(nc, () => inTurn(() => findStreams(nc)));
      patience.heard("streams", reading);
      if (!reading.ok) return reading;
      const { streams, missing } = reading.value;
      // Its server does not answer, which is no deletion.
      const held = missing.flatMap((name) => known.get(name) ?? []).map(withoutLeader);
      const all = [...streams, ...held];
      known = new Map(all.map((stream) => [stream.name, stream]));
      return { ok: true, value: all };
    },
    startOver() {
      patience.forget();
      due.forget();
    },
  };
}

function imports(nc: NatsConnection): ServersSource[] {
  return [{ by: "import", ask: (asked) => askServers(nc, asked) }];
}

function isNobody(reading: Reading<unknown>): boolean {
  return (
    !reading.ok && (reading.error.kind === "no-responders" || reading.error.kind === "permission")
  );
}

const nobody: Reading<ServerList> = {
  ok: false,
  error: {
    kind: "no-responders",
    what: "The servers' figures",
    subject: "$SYS.REQ.SERVER.PING.VARZ",
  },
};

function withoutLeader(stream: StreamSummary): StreamSummary {
  return { ...stream, group: { followers: stream.group?.followers ?? [] } };
}

function createDue(nowMs: () => number) {
  const lastMs = new Map<string, number>();
  return {
    isDue(name: string, everyMs: number): boolean {
      const ms = nowMs();
      if (ms - (lastMs.get(name) ?? Number.NEGATIVE_INFINITY) < everyMs) return false;
      lastMs.set(name, ms);
      return true;
    },
    forget: () => lastMs.clear(),
  };
}
