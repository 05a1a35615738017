import { freePorts } from "@/lib/server/embedded/ports";
import type { Wanted } from "./binaries";
import { startServer, type TestServer } from "./servers";
import { until } from "./until";

/** Which cluster a test wants. */
export type ClusterOptions = {
  size?: number;
  version?: Wanted;
  name?: string;
  websocket?: boolean;
  /** More configuration for every server. */
  config?: string | ((dir: string) => string);
};

/** Servers with routes to each other and one JetStream over all of them. */
export type TestCluster = {
  name: string;
  servers: TestServer[];
  /** All client addresses. */
  urls: string[];
  /** The name of the meta leader that a majority agrees on. */
  leader: () => Promise<string>;
  /** Waits until every server that runs is up to date. */
  healthy: () => Promise<void>;
  stop: () => Promise<void>;
};

const electedWithinMs = 30_000;

/** Starts a cluster on free loopback ports and waits for its meta leader. */
export async function startCluster(options: ClusterOptions = {}): Promise<TestCluster> {
  const { size = 3, name = "lab" } = options;
  const routePorts = await freePorts(size);
  const started = await Promise.allSettled(
    routePorts.map((port, index) => startMember(options, `${name}-${index + 1}`, port, routePorts)),
  );
  const servers = started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    for (const one of started) if (one.status === "rejected") throw one.reason;
    const cluster = toCluster(name, size, servers, stop);
    await cluster.leader();
    await cluster.healthy();
    return cluster;
  } catch (error) {
    await stop();
    throw error;
  }
}

function startMember(
  options: ClusterOptions,
  name: string,
  port: number,
  routePorts: number[],
): Promise<TestServer> {
  const { config = "", version, websocket } = options;
  const routes = routePorts.map((other) => `nats://127.0.0.1:${other}`);
  const cluster = `cluster {
  name: ${JSON.stringify(options.name ?? "lab")}
  host: "127.0.0.1"
  port: ${port}
  routes: ${JSON.stringify(routes)}
}`;
  return startServer({
    name,
    ...(version ? { version } : {}),
    ...(websocket ? { websocket } : {}),
    config: (dir) => `${cluster}\n${typeof config === "string" ? config : config(dir)}`,
  });
}

function toCluster(
  name: string,
  size: number,
  servers: TestServer[],
  stop: () => Promise<void>,
): TestCluster {
  const leader = (): Promise<string> =>
    until(
      "a majority names the same meta leader",
      async () => findLeader(servers, await Promise.all(servers.map(namedLeader)), size),
      electedWithinMs,
    );
  const healthy = async (): Promise<void> => {
    const isHealthy = async (server: TestServer): Promise<boolean> => {
      const answer = await ask(server, "healthz");
      return answer === undefined || answer.status === 200;
    };
    await until(
      "every server is healthy",
      async () => (await Promise.all(servers.map(isHealthy))).every((healthy) => healthy),
      electedWithinMs,
    );
  };
  return { name, servers, urls: servers.map((server) => server.url), leader, healthy, stop };
}

// Followers go on naming a leader that has died, so it has to say so itself as well.
function findLeader(
  servers: TestServer[],
  named: (string | undefined)[],
  size: number,
): string | undefined {
  const leader = servers.find((server, index) => named[index] === server.name)?.name;
  const voices = named.filter((name) => name !== undefined && name === leader).length;
  return voices > size / 2 ? leader : undefined;
}

async function namedLeader(server: TestServer): Promise<string | undefined> {
  const answer = await ask(server, "jsz");
  const body = (await answer?.json()) as { meta_cluster?: { leader?: string } } | undefined;
  return body?.meta_cluster?.leader || undefined;
}

/** Undefined when the server does not run or is frozen. */
async function ask(server: TestServer, path: string): Promise<Response | undefined> {
  try {
    const url = `http://127.0.0.1:${server.ports.monitor}/${path}`;
    return await fetch(url, { signal: AbortSignal.timeout(1_000) });
  } catch {
    return undefined;
  }
}
