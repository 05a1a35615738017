import { connect, createServer } from "node:net";
import { withBareBrowser } from "./bare-browser.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer, startNats } from "./nats.mjs";
import { openRawNats } from "./raw-nats.mjs";

/** @typedef {{origin: string, gateway: string}} Lab */

export const stream = "HAY";
export const bodyBytes = 256;
const chunk = 5_000;

/**
 * Runs `work` with a stream of so many messages, the word "needle" in the newest and in one of 100,000, a built
 * console that reaches its server in half of `rttMs` each way, and a browser.
 * @template T
 * @param {{count: number, rttMs: number, note: (text: string) => void}} options
 * @param {(lab: Lab, browser: import("./bare-browser.mjs").BareBrowser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLab({ count, rttMs, note }, work) {
  note("starting");
  const nats = await startNats(await findNatsServer(), { jetstream: true });
  const dataDir = makeFolder();
  const relay = rttMs > 0 ? await startRelay(nats.port, rttMs / 2) : undefined;
  try {
    note(`storing ${count} messages`);
    await fill(nats.port, count);
    const natsUrl = relay ? `nats://127.0.0.1:${relay.port}` : nats.url;
    const console = await startConsole(dataDir, { natsUrl });
    const gateway = `${console.url.replace("http", "ws")}/gateway/local`;
    try {
      return await withBareBrowser((browser) => work({ origin: console.url, gateway }, browser));
    } finally {
      await console.stop();
    }
  } finally {
    relay?.close();
    await nats.stop();
    removeFolder(dataDir);
  }
}

/** Each way takes so much longer, and neither side sends more than the other takes. @param {number} to @param {number} delayMs */
export async function startRelay(to, delayMs) {
  const server = createServer((client) => {
    const nats = connect(to, "127.0.0.1");
    for (const [from, into] of [
      [client, nats],
      [nats, client],
    ]) {
      if (!from || !into) continue;
      from.setNoDelay(true);
      from.on("data", (data) =>
        setTimeout(() => {
          if (into.destroyed || into.write(data)) return;
          from.pause();
          if (into.listenerCount("drain") === 0) into.once("drain", () => from.resume());
        }, delayMs),
      );
      from.on("error", () => into.destroy()).on("close", () => into.destroy());
    }
  });
  await new Promise((settle) => server.listen(0, "127.0.0.1", () => settle(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { port, close: () => server.close() };
}

/** @param {number} port @param {number} count */
async function fill(port, count) {
  const nats = await openRawNats(port);
  const isAnswered = (/** @type {string} */ text) => text.endsWith("}\r\n");
  const made = { name: stream, subjects: ["hay.>"], storage: "file", allow_direct: true };
  const config = JSON.stringify({ ...made, retention: "limits", num_replicas: 1, discard: "old" });
  const create = `PUB $JS.API.STREAM.CREATE.${stream} inbox ${config.length}\r\n${config}\r\n`;
  await nats.send(`SUB inbox 1\r\n${create}`, isAnswered);
  for (let from = 1; from <= count; from += chunk) {
    const frames = [];
    for (let n = from; n < from + chunk; n++) {
      // The last one's answer says that all are stored: beyond 10,000 that wait, the server drops some.
      const reply = n === from + chunk - 1 ? "inbox " : "";
      frames.push(`PUB hay.k${n % 100} ${reply}${bodyBytes}\r\n${bodyOf(n, count)}\r\n`);
    }
    await nats.send(frames.join(""), isAnswered);
  }
  nats.end();
}

/** @param {number} n @param {number} count */
function bodyOf(n, count) {
  const isHit = n === count || n % 100_000 === 0;
  const text = `{"order": ${n}, "status": "${isHit ? "needle" : "paid"}", "note": "`;
  return `${text.padEnd(bodyBytes - 2, "the quick brown fox jumps over the lazy dog ")}"}`;
}
