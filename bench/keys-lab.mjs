import { withBareBrowser } from "./bare-browser.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer, startNats } from "./nats.mjs";
import { openRawNats } from "./raw-nats.mjs";

/** @typedef {{origin: string, gateway: string}} Lab */

/** A bucket of a few keys: what a page of keys weighs without them. */
export const fewBucket = "FEW";
const groups = 1_000;
const chunk = 5_000;

/** @param {number} count */
export function bucketOf(count) {
  return `K${count}`;
}

/**
 * Runs `work` with a bucket of each of these numbers of keys in a thousand groups, a built console and a browser.
 * @template T
 * @param {{counts: number[], note: (text: string) => void}} options
 * @param {(lab: Lab, browser: import("./bare-browser.mjs").BareBrowser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLab({ counts, note }, work) {
  note("starting");
  const nats = await startNats(await findNatsServer(), { jetstream: true });
  const dataDir = makeFolder();
  try {
    await fill(nats.port, fewBucket, 10);
    for (const count of counts) {
      note(`storing ${count} keys`);
      await fill(nats.port, bucketOf(count), count);
    }
    const console = await startConsole(dataDir, { natsUrl: nats.url });
    const gateway = `${console.url.replace("http", "ws")}/gateway/local`;
    try {
      return await withBareBrowser((browser) => work({ origin: console.url, gateway }, browser));
    } finally {
      await console.stop();
    }
  } finally {
    await nats.stop();
    removeFolder(dataDir);
  }
}

/** @param {number} port @param {string} bucket @param {number} count */
async function fill(port, bucket, count) {
  const nats = await openRawNats(port);
  const isAnswered = (/** @type {string} */ text) => text.endsWith("}\r\n");
  const config = JSON.stringify({
    ...{ name: `KV_${bucket}`, subjects: [`$KV.${bucket}.>`], storage: "file" },
    ...{ max_msgs_per_subject: 1, allow_direct: true, allow_rollup_hdrs: true, discard: "new" },
    ...{ retention: "limits", num_replicas: 1 },
  });
  const create = `PUB $JS.API.STREAM.CREATE.KV_${bucket} inbox ${config.length}\r\n${config}\r\n`;
  await nats.send(`SUB inbox 1\r\n${create}`, isAnswered);
  for (let from = 1; from <= count; from += chunk) {
    const end = Math.min(from + chunk - 1, count);
    const frames = [];
    for (let n = from; n <= end; n++) {
      // The last one's answer says that all are stored: beyond 10,000 that wait, the server drops some.
      const reply = n === end ? "inbox " : "";
      const value = `{"user":${n},"name":"somebody"}`;
      const subject = `$KV.${bucket}.g${n % groups}.user.${n}`;
      frames.push(`PUB ${subject} ${reply}${value.length}\r\n${value}\r\n`);
    }
    await nats.send(frames.join(""), isAnswered);
  }
  nats.end();
}
