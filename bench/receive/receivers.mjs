import { wsconnect } from "@nats-io/nats-core";
import { getConnections } from "@/lib/worker/connections";
import { openLink } from "@/lib/worker/link";
import { findWay } from "@/lib/worker/way";

/**
 * Ways to tail a busy subject in a browser, alike on every thread. Each counts messages and does nothing
 * else, but tells the publisher from time to time how many were taken, so that it goes on.
 * @typedef {"product" | "nats-core" | "bare"} How
 * @typedef {{how: How, origin: string, url: string, messageBytes: number, subject: string}} Order
 * @typedef {{count: number, atMs: number}} Taken
 */

const takenSubject = "bench.taken";
const tellEvery = 4_096;

/** Starts to receive; the answer counts. @param {Order} order @returns {Promise<() => Taken>} */
export async function receive(order) {
  const count = await starts[order.how](order);
  return () => ({ count: count(), atMs: performance.timeOrigin + performance.now() });
}

/** @type {Record<How, (order: Order) => Promise<() => number>>} */
const starts = {
  product: async ({ origin, subject }) => tail(await openProductLink(origin).nats(), subject),
  "nats-core": async ({ url, subject }) => tail(await wsconnect({ servers: url }), subject),
  bare: receiveBare,
};

/** As the product's worker does: the console says where to go. @param {string} origin */
function openProductLink(origin) {
  return openLink({
    findWay: async () => findWay("local", { origin, list: await getConnections(origin) }),
  });
}

/** @param {import("@nats-io/nats-core").NatsConnection} nats @param {string} subject */
async function tail(nats, subject) {
  let count = 0;
  nats.subscribe(subject, {
    callback: () => {
      count++;
      if (count % tellEvery === 0) nats.publish(takenSubject, String(count));
    },
  });
  await nats.flush();
  return () => count;
}

/**
 * A bare WebSocket that looks at nothing: the bytes say how many messages there were.
 * @param {Order} order
 * @returns {Promise<() => number>}
 */
function receiveBare({ url, messageBytes, subject }) {
  return new Promise((settle, reject) => {
    const socket = new WebSocket(url);
    const send = (/** @type {string} */ text) => socket.send(new TextEncoder().encode(text));
    socket.binaryType = "arraybuffer";
    let greeting = "";
    let bytes = 0;
    let told = 0;
    const countFlow = (/** @type {MessageEvent<ArrayBuffer>} */ { data }) => {
      bytes += data.byteLength;
      const count = Math.floor(bytes / messageBytes);
      if (count - told < tellEvery) return;
      told = count;
      send(`PUB ${takenSubject} ${String(count).length}\r\n${count}\r\n`);
    };
    const greet = (/** @type {MessageEvent<ArrayBuffer>} */ { data }) => {
      if (greeting === "") send('CONNECT {"verbose":false,"protocol":1}\r\nPING\r\n');
      const before = answersIn(greeting);
      greeting += new TextDecoder().decode(data);
      // nats-server says INFO once more behind its first answer; behind the second comes only the flow.
      if (before === 0 && answersIn(greeting) === 1) send(`SUB ${subject} 1\r\nPING\r\n`);
      if (answersIn(greeting) < 2) return;
      socket.onmessage = countFlow;
      settle(() => Math.floor(bytes / messageBytes));
    };
    socket.onmessage = greet;
    socket.onclose = ({ reason }) => reject(new Error(`The socket was closed: ${reason}`));
  });
}

/** @param {string} text */
function answersIn(text) {
  return text.split("PONG\r\n").length - 1;
}
