import { askHttp, askNats, freePort, until } from "./answers.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { startProcess } from "./processes.mjs";

const answering = `require("node:http").createServer((_, answer) => answer.end("ok")).listen(Number(process.argv[1]), "127.0.0.1")`;

/**
 * The floor of `start`: node and nats-server start alone, side by side, until both answer.
 * @param {string} natsServer
 * @returns {Promise<number>} milliseconds
 */
export async function startFloorMs(natsServer) {
  const folder = makeFolder();
  const [httpPort, natsPort] = [await freePort(), await freePort()];
  const bind = ["--addr", "127.0.0.1", "--port", String(natsPort)];
  const startedMs = performance.now();
  const node = startProcess(process.execPath, ["-e", answering, String(httpPort)]);
  const nats = startProcess(natsServer, [...bind, "--jetstream", "--store_dir", folder]);
  const ended = () => [node, nats].find((each) => each.hasEnded())?.output();
  try {
    await Promise.all([
      until("node alone", () => askHttp(`http://127.0.0.1:${httpPort}`), { ended }),
      until("nats-server alone", () => askNats(natsPort), { ended }),
    ]);
    return performance.now() - startedMs;
  } finally {
    await Promise.all([node.stop(), nats.stop()]);
    removeFolder(folder);
  }
}
