import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { StreamSummary } from "@/lib/model/streams";
import { type Breath, createBreath } from "./breath";
import {
  askForConsumers,
  type ConsumerMemory,
  consumersOf,
  findAccount,
  type ToldConsumers,
} from "./consumer-jsz";
import type { ConsumersRead, ConsumersSink } from "./consumer-sweep";
import { apiPrefixOf } from "./scope";
import { domainOf } from "./to-app-error";

/** Reads all consumers of an account by one question to every server. */
export type SystemConsumers = {
  /** Undefined where it is not the cheapest way, or none. */
  read(
    nc: NatsConnection,
    streams: readonly StreamSummary[],
    bring: ConsumersSink,
  ): Promise<Reading<ConsumersRead> | undefined>;
  /** What the servers call the account, as far as that was asked. */
  account(): string | undefined;
  learnAccount(nc: NatsConnection): Promise<string | undefined>;
  startOver(): void;
};

/** How it is done; `system` is the connection to the system account, while it is up. */
export type SystemConsumersOptions = {
  nowMs: () => number;
  system: () => NatsConnection | undefined;
};

/** Fewer are read as quickly by lists, which only leaders answer. */
const fewest = 500;
/** One answer holds them all: 660 B each, where the longest answer has 8 MB. */
const most = 10_000;
/** Who could not tell is not asked again at each beat. */
const restMs = 60_000;

/** A reader that remembers the account, and how many servers there are. */
export function createSystemConsumers(options: SystemConsumersOptions): SystemConsumers {
  const { nowMs, system } = options;
  let account: string | undefined;
  let servers = 0;
  let restsUntilMs = 0;
  const breathe = createBreath();
  const bringTold = createTelling(breathe);

  const rest = () => {
    restsUntilMs = nowMs() + restMs;
    return undefined;
  };
  const isCheapest = (streams: readonly StreamSummary[]) => {
    const count = streams.reduce((sum, { consumers }) => sum + consumers, 0);
    return count >= fewest && count <= most;
  };
  const learnAccount = async (nc: NatsConnection) => {
    if (account !== undefined) return account;
    const found = await findAccount(nc);
    if (found.ok) account = found.value;
    return account;
  };
  return {
    async read(nc, streams, bring) {
      const asked = system();
      if (!asked || nowMs() < restsUntilMs || !isCheapest(streams)) return undefined;
      // What is reached through a prefix is another domain's, or another account's.
      if (apiPrefixOf(nc) !== "$JS.API") return undefined;
      const name = await learnAccount(nc);
      if (name === undefined) return rest();
      const domain = domainOf(nc) ?? "";
      const told = await askForConsumers(asked, name, {
        ...{ domain, expected: servers, nowMs, breathe },
      });
      if (!told.ok || told.value.length === 0) return rest();
      servers = told.value.length;
      const missing = await bringTold(streams, told.value, bring);
      // Another account of that name, or one that these servers do not know.
      if (missing.length === streams.length) return rest();
      return { ok: true, value: { missing: missing.toSorted() } };
    },
    account: () => account,
    learnAccount,
    startOver() {
      restsUntilMs = 0;
    },
  };
}

/** Brings them stream by stream, and gives the names of those that not all is told of. */
export type Telling = (
  streams: readonly Pick<StreamSummary, "name" | "consumers">[],
  told: readonly ToldConsumers[],
  bring: ConsumersSink,
) => Promise<string[]>;

/** Remembers what was told: what has not changed since is not parsed again. */
export function createTelling(breathe: Breath): Telling {
  let memory: ConsumerMemory = new Map();
  return async (streams, told, bring) => {
    const now: ConsumerMemory = new Map();
    const missing: string[] = [];
    for (const { name, consumers } of streams) {
      await breathe();
      const found = consumersOf(name, told, { before: memory, now });
      if (found) bring(name, found);
      if (consumers > 0 && (!found || found.missing.length > 0)) missing.push(name);
    }
    memory = now;
    return missing;
  };
}
