import { setTimeout as pause } from "node:timers/promises";
import { openClient, toPublishes, toSent } from "./wire.mjs";

// Clients that publish to a subject nobody listens to, in pieces as large as nats-core makes them, each
// with a PING behind it whose answer says that nats-server took it. Prints the rate of what was taken.
// There have to be many: the gateway lets 20,000 frames a second of one socket pass.

/**
 * @typedef {{way: import("./wire.mjs").Way, clients: number, sizeBytes: number, warmUpMs: number, measureMs: number}} Publishing
 */

const chunkBytes = 32 * 1024;
/** Pieces that a client sends before it waits. */
const windowChunks = 4;
const pong = "PONG\r\n";

/** @type {Publishing} */
const { way, clients, sizeBytes, warmUpMs, measureMs } = JSON.parse(process.argv[2] ?? "");
const single = toPublishes("bench.flow", sizeBytes, 1);
const count = Math.floor(chunkBytes / single.length);
const messages = toPublishes("bench.flow", sizeBytes, count);
const piece = toSent(way, Buffer.concat([messages, Buffer.from("PING\r\n")]));

const publishers = await Promise.all(Array.from({ length: clients }, () => openPublisher()));
for (const publisher of publishers) publisher.go();
await pause(warmUpMs);
const [before, startedMs] = [taken(), performance.now()];
await pause(measureMs);
const piecesPerSec = ((taken() - before) / (performance.now() - startedMs)) * 1_000;
const messagesPerSec = piecesPerSec * count;
process.stdout.write(`${JSON.stringify({ messagesPerSec })}\n`, () => process.exit(0));

async function openPublisher() {
  let sent = 0;
  let go = () => {};
  const client = await openClient(way, "", () => go());
  const answered = () => Math.floor(client.receivedBytes() / pong.length);
  go = () => {
    while (sent - answered() < windowChunks) {
      client.send(piece);
      sent++;
    }
  };
  return { go, answered };
}

function taken() {
  return publishers.reduce((pieces, { answered }) => pieces + answered(), 0);
}
