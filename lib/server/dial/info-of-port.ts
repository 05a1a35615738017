import { readInfo, type ServerInfo } from "./info";
import { openTcp } from "./tcp";

/** What the server on a loopback port says of itself; undefined when nobody answers there as NATS does in time. */
export async function infoOfPort(port: number, timeoutMs: number): Promise<ServerInfo | undefined> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const socket = await openTcp({ host: "127.0.0.1", port }, limit);
    try {
      const hello = await readInfo(socket, limit);
      return hello.ok ? hello.info : undefined;
    } finally {
      socket.destroy();
    }
  } catch {
    // Refused, reset or too late: for whoever asks it is the same.
    return undefined;
  }
}
