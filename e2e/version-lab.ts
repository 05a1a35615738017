import type { NatsConnection } from "@nats-io/nats-core";
import { connectTo } from "@/lib/testing/connect";
import { type ServerOptions, startServer, type TestServer } from "@/lib/testing/servers";
import { type Lab, startLab } from "./lab";

type Version = NonNullable<ServerOptions["version"]>;

/** A console over one server of each version, with a connection of the test's own to each, in the same order. */
export type VersionLab = Lab & { servers: TestServer[]; connections: NatsConnection[] };

/** Starts and fills them; the console's connection to 2.10 has the id "210". */
export async function startVersionLab(
  versions: readonly Version[],
  fill: (nc: NatsConnection) => Promise<void>,
  options: ServerOptions = {},
): Promise<VersionLab> {
  const servers = await Promise.all(
    versions.map((version) => startServer({ version, ...options })),
  );
  const connections = await Promise.all(servers.map(({ url }) => connectTo(url)));
  await Promise.all(connections.map(fill));
  const lab = await startLab(
    versions.map((version, index) => ({ id: idOf(version), urls: [servers[index]?.url] })),
  );
  const stop = async () => {
    await lab.stop();
    await Promise.all(connections.map((nc) => nc.close()));
    await Promise.all(servers.map((server) => server.stop()));
  };
  return { ...lab, servers, connections, stop };
}

/** A version in an address. */
export function idOf(version: Version): string {
  return version.replace(".", "");
}
