import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Objm } from "@nats-io/obj";
import { withBareBrowser } from "./bare-browser.mjs";
import { openBareNats } from "./bare-nats.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer, startNats } from "./nats.mjs";
import { startRelay } from "./search-lab.mjs";

/**
 * A console's address and process, the address of NATS for both sides, a big file and a folder for downloads.
 * @typedef {{origin: string, serverPid: number, natsUrl: string, file: string, sizeBytes: number, folder: string}} Lab
 */

export const bucket = "BENCH";
export const fileName = "big.bin";
const mebibyte = 1024 * 1024;
const blockBytes = 64 * mebibyte;

/**
 * Runs `work` with an empty object store, a built console and a bare client that both reach NATS in half of `rttMs` each
 * way, a file of so many bytes, and a browser.
 * @template T
 * @param {{sizeBytes: number, rttMs: number, note: (text: string) => void}} options
 * @param {(lab: Lab, browser: import("./bare-browser.mjs").BareBrowser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLab({ sizeBytes, rttMs, note }, work) {
  note("starting");
  const nats = await startNats(await findNatsServer(), { jetstream: true });
  const dataDir = makeFolder();
  const folder = makeFolder();
  const relay = rttMs > 0 ? await startRelay(nats.port, rttMs / 2) : undefined;
  try {
    const file = join(folder, fileName);
    await writeFile(file, sizeBytes);
    const natsUrl = relay ? `nats://127.0.0.1:${relay.port}` : nats.url;
    const nc = await openBareNats(nats.url);
    await new Objm(nc).create(bucket);
    await nc.close();
    const console = await startConsole(dataDir, { natsUrl });
    const { url: origin, serverPid } = console;
    try {
      const lab = { origin, serverPid, natsUrl, file, sizeBytes, folder };
      return await withBareBrowser((browser) => work(lab, browser));
    } finally {
      await console.stop();
    }
  } finally {
    relay?.close();
    await nats.stop();
    removeFolder(dataDir);
    removeFolder(folder);
  }
}

/** Nothing in it repeats within a chunk. @param {string} file @param {number} sizeBytes */
function writeFile(file, sizeBytes) {
  const block = randomBytes(Math.min(blockBytes, sizeBytes));
  const blocks = Array.from({ length: Math.ceil(sizeBytes / block.length) }, () => block);
  return pipeline(Readable.from(blocks), createWriteStream(file));
}
