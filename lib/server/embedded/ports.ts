import { createServer } from "node:net";

// Below every system's ephemeral range: a port from within it can be taken by any outgoing
// connection while its server restarts, even by the client that tries to reconnect to it.
const lowestPort = 20_000;
const highestPort = 31_999;
const attempts = 200;

/** Free loopback ports that stay free for a server which restarts. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let attempt = 0; found.size < count && attempt < attempts; attempt++) {
    const port = lowestPort + Math.floor(Math.random() * (highestPort - lowestPort + 1));
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  if (found.size < count) throw new Error("no free loopback port was found");
  return [...found];
}

/** Can a server listen on this loopback port now? */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
  });
}
