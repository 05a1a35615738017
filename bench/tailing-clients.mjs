import { setTimeout as pause } from "node:timers/promises";
import { deliveredBytes, openClient, toPublishes } from "./wire.mjs";

// Many clients, some of which tail one busy subject, and its publisher, who is right at nats-server and
// never further ahead of the slowest than a window. Prints the rate of what they all got.

/**
 * @typedef {{way: import("./wire.mjs").Way, natsPort: number, clients: number, tailing: number, sizeBytes: number, warmUpMs: number, measureMs: number}} Tailing
 */

/** What one client may be behind: it fills every buffer on the way, and no limit of nats-server. */
const windowBytes = 4 * 1024 * 1024;
const chunkBytes = 32 * 1024;
const subject = "bench.flow";

/** @type {Tailing} */
const options = JSON.parse(process.argv[2] ?? "");
const { way, natsPort, sizeBytes, warmUpMs, measureMs } = options;
const messageBytes = deliveredBytes(subject, sizeBytes);
const count = Math.max(1, Math.floor(chunkBytes / messageBytes));
const chunk = toPublishes(subject, sizeBytes, count);

/** @type {import("./wire.mjs").Client[]} */
const tails = [];
let publishedBytes = 0;
let publish = () => {};
const idle = Array.from({ length: options.clients - options.tailing }, () => openClient(way));
await Promise.all(idle);
for (let index = 0; index < options.tailing; index++) {
  tails.push(await openClient(way, `SUB ${subject} 1\r\n`, () => publish()));
}
const publisher = await openClient({ by: "tcp", port: natsPort });
publish = () => {
  let slowest = Number.POSITIVE_INFINITY;
  for (const tail of tails) slowest = Math.min(slowest, tail.receivedBytes());
  while (publishedBytes - slowest < windowBytes) {
    publisher.send(chunk);
    publishedBytes += count * messageBytes;
  }
};
if (tails.length > 0) publish();
await pause(warmUpMs);
const [before, startedMs] = [sum(), performance.now()];
await pause(measureMs);
const bytesPerSec = ((sum() - before) / (performance.now() - startedMs)) * 1_000;
process.stdout.write(`${JSON.stringify({ bytesPerSec })}\n`, () => process.exit(0));

function sum() {
  return tails.reduce((bytes, tail) => bytes + tail.receivedBytes(), 0);
}
