import type { AccountFigures, JetStreamFigures, Use } from "@/lib/model/account";
import type { ClientList, SlowClient } from "@/lib/model/clients";
import { consumerCauses, type HeldBy, type WorstConsumers } from "@/lib/model/consumers";
import type { Names } from "@/lib/model/names";
import type { MetaGroup, ServerJetStream, ServerList, ServerState } from "@/lib/model/servers";
import { type Flow, flowSeries, type SnapshotDelta, type StreamsDelta } from "@/lib/model/snapshot";
import type { StreamRow } from "@/lib/model/streams";
import { consumer, sparks } from "./consumers-parse";
import {
  big,
  type Check,
  flag,
  list,
  maybe,
  number,
  object,
  oneOf,
  orNull,
  type ParsedAnswer,
  parseShape,
  shapeOf,
  text,
  variant,
} from "./shape";
import { error, event, group } from "./shape-parts";

/** What has changed at the console since a revision. */
export function parseSnapshot(json: unknown): ParsedAnswer<SnapshotDelta> {
  return parseShape(json, snapshot);
}

/** The names of what there is on a connection. */
export function parseNames(json: unknown): ParsedAnswer<Names> {
  return parseShape(json, names);
}

const counters = { inMessages: big, outMessages: big, inBytes: big, outBytes: big };
const use = object(shapeOf<Use>({ usedBytes: big, limitBytes: maybe(big) }));

const server = object(
  shapeOf<ServerState>({
    ...counters,
    ...{ atMs: number, id: text, name: text, version: text, startedMs: number },
    ...{ cpuPercent: number, cores: number, memoryBytes: big, connections: number },
    ...{ subscriptions: number, slowConsumers: big, cluster: maybe(text), isAnswering: flag },
    clientFlow: maybe(object(shapeOf<NonNullable<ServerState["clientFlow"]>>(counters))),
    asOfMs: number,
    health: variant<ServerState["health"]["state"]>("state", {
      ...{ ok: [], unwell: [["why", text]], unknown: [] },
    }),
    clockOffsetMs: number,
    jetstream: maybe(
      object(
        shapeOf<ServerJetStream>({ memory: use, storage: use, streams: number, consumers: number }),
      ),
    ),
    ...{ routes: number, leafNodes: number, certificateEndsMs: maybe(number) },
  }),
);

const servers = object(
  shapeOf<ServerList>({
    by: oneOf(["system-account", "import", "monitoring"]),
    servers: list(server),
    meta: maybe(
      object(
        shapeOf<MetaGroup>({
          ...{ leader: maybe(text), size: number, offline: list(text), pending: number },
        }),
      ),
    ),
  }),
);

const account = object(
  shapeOf<AccountFigures>({
    ...counters,
    ...{ atMs: number, name: text, servers: list(text), connections: number },
    ...{ subscriptions: number, slowConsumers: big },
  }),
);

const jetstream = object(
  shapeOf<JetStreamFigures>({
    ...{ streams: number, consumers: number, memory: use, storage: use },
    ...{ apiRequests: big, apiErrors: big, domain: maybe(text) },
  }),
);

const clients = object(
  shapeOf<ClientList>({
    total: number,
    slowest: list(
      object(
        shapeOf<SlowClient>({
          ...{ server: text, id: big, name: text, language: text },
          ...{ pendingBytes: big, rttMs: maybe(number) },
        }),
      ),
    ),
  }),
);

const rates = list(orNull(number));

const stream = object(
  shapeOf<StreamRow>({
    ...{ name: text, atMs: maybe(number), subjects: list(text) },
    retention: oneOf(["limits", "interest", "workqueue"]),
    storage: oneOf(["file", "memory"]),
    ...{ messages: big, bytes: big, firstSequence: big, lastSequence: big, consumers: number },
    ...{ firstMessageMs: maybe(number), lastMessageMs: maybe(number), createdMs: maybe(number) },
    ...{ description: maybe(text), subjectCount: maybe(number), maxMessages: maybe(big) },
    ...{ maxBytes: maybe(big), maxAgeMs: maybe(number), maxMessagesPerSubject: maybe(big) },
    ...{ maxConsumers: maybe(number), discard: oneOf(["old", "new"]), isSealed: flag },
    ...{ replicas: number, group: maybe(group), mirrorOf: maybe(text), sources: maybe(list(text)) },
    ...{ allowDirect: maybe(flag), isTransformed: maybe(flag), inRate: orNull(number) },
    ...{ maxMessageBytes: maybe(number), isCompressed: maybe(flag), hasMessageTtl: maybe(flag) },
    ...{ markerTtlMs: maybe(number), isMirrorOfElsewhere: maybe(flag) },
    trend: rates,
  }),
);

const held: readonly HeldBy[] = [...consumerCauses, "slow"];

const worst = object(
  shapeOf<WorstConsumers>({
    ...{ worst: list(consumer), behind: number, total: number, beatMs: number },
    sparks: maybe(sparks),
    held: maybe(object(held.map((by) => [by, maybe(number)] as const))),
  }),
);

function part(value: Check): Check {
  return maybe(
    object([
      ["asOfMs", maybe(number)],
      ["value", maybe(value)],
      ["error", maybe(error)],
    ]),
  );
}

const snapshot = shapeOf<SnapshotDelta>({
  ...{ revision: text, answeredMs: number, beatMs: number, isWhole: flag },
  ...{ servers: part(servers), account: part(account), jetstream: part(jetstream) },
  ...{ clients: part(clients), consumers: part(worst) },
  streams: maybe(
    object(
      shapeOf<StreamsDelta>({
        ...{ asOfMs: maybe(number), error: maybe(error), rows: list(stream), gone: list(text) },
      }),
    ),
  ),
  flow: maybe(
    object(
      shapeOf<Flow>({
        of: oneOf(["servers", "account"]),
        atMs: list(number),
        values: object(flowSeries.map((name) => [name, rates] as const)),
      }),
    ),
  ),
  events: maybe(list(event)),
});

const names = shapeOf<Names>({
  ...{ streams: list(text), buckets: list(text), stores: list(text) },
  consumers: list(
    object([
      ["stream", text],
      ["name", text],
    ]),
  ),
});
