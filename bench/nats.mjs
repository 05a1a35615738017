import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { askNats, freePort, until } from "./answers.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { startProcess } from "./processes.mjs";

/**
 * The binary that a console finds. The first start fetches it where there is none, and fills the disk's cache.
 * @returns {Promise<string>}
 */
export async function findNatsServer() {
  const folder = makeFolder();
  const console = await startConsole(folder);
  await console.stop();
  removeFolder(folder);
  if (console.natsServer === undefined) throw new Error("The console runs no nats-server.");
  return console.natsServer;
}

/**
 * A nats-server of the bench's own, on loopback, without JetStream unless it is wanted; browsers may come in directly too.
 * @param {string} binary @param {{jetstream?: boolean, lines?: string}} [options] more lines of its configuration
 */
export async function startNats(binary, { jetstream = false, lines = "" } = {}) {
  const folder = makeFolder();
  const [port, webSocketPort] = [await freePort(), await freePort()];
  const config = join(folder, "nats.conf");
  writeFileSync(
    config,
    `host: "127.0.0.1"
port: ${port}
websocket { host: "127.0.0.1", port: ${webSocketPort}, no_tls: true }
${jetstream ? `jetstream { store_dir: ${JSON.stringify(folder)} }` : ""}
${lines}
`,
  );
  const server = startProcess(binary, ["--config", config]);
  const ended = () => (server.hasEnded() ? server.output() : undefined);
  const stop = async () => {
    await server.stop();
    removeFolder(folder);
  };
  try {
    await until("nats-server", () => askNats(port), { ended });
    return { port, url: `nats://127.0.0.1:${port}`, webSocketPort, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}
