import { connect } from "node:net";
import { until } from "./answers.mjs";
import { withBareBrowser } from "./bare-browser.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer, startNats } from "./nats.mjs";
import { startTap } from "./tap.mjs";

/** @typedef {{origin: string, tap: import("./tap.mjs").Tap, bare: Bare}} Lab */
/** @typedef {{ask: (subject: string, body?: object) => Promise<string>}} Bare */

const chunk = 5_000;
/** What ends a batch, and what stands at the end of any other answer. */
const batchEnd = /NATS\/1\.0 204[^\r]*\r\n/;

/**
 * Runs `work` with a stream of so many messages, one in 10,000 of subject b.rare, a built console that reaches its server by
 * a tap, a bare client that does, too, and a browser.
 * @template T
 * @param {{count: number, rttMs: number, note: (text: string) => void}} options
 * @param {(lab: Lab, browser: import("./bare-browser.mjs").BareBrowser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLab({ count, rttMs, note }, work) {
  note("starting");
  const nats = await startNats(await findNatsServer(), { jetstream: true });
  const dataDir = makeFolder();
  const tap = await startTap(nats.port, rttMs / 2);
  try {
    note(`storing ${count} messages`);
    await fill(nats.port, count);
    const console = await startConsole(dataDir, { natsUrl: tap.url });
    const { bare, close } = await openBare(tap.port);
    try {
      return await withBareBrowser((browser) => work({ origin: console.url, tap, bare }, browser));
    } finally {
      close();
      await console.stop();
    }
  } finally {
    tap.close();
    await nats.stop();
    removeFolder(dataDir);
  }
}

/** @param {number} port @param {number} count */
async function fill(port, count) {
  const { bare, send, close } = await openBare(port);
  const stream = { name: "BIG", subjects: ["b.>"], storage: "file", allow_direct: true };
  const made = { ...stream, retention: "limits", num_replicas: 1, discard: "old" };
  await bare.ask("$JS.API.STREAM.CREATE.BIG", made);
  const body = "x".repeat(128);
  for (let from = 1; from <= count; from += chunk) {
    const frames = [];
    for (let n = from; n < from + chunk - 1; n++) {
      frames.push(`PUB ${n % 10_000 === 0 ? "b.rare" : `b.k${n % 100}`} 128\r\n${body}\r\n`);
    }
    send(frames.join(""));
    // Each chunk waits until its last one is stored: beyond 10,000 that wait, the server drops some.
    await bare.ask((from + chunk - 1) % 10_000 === 0 ? "b.rare" : "b.k0", { n: from });
  }
  close();
}

/** A client that only waits for the end of an answer. @param {number} port */
async function openBare(port) {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  let asked = 0;
  socket.setNoDelay(true);
  socket.on("data", (data) => {
    text += data.toString("latin1");
    if (text.startsWith("PING\r\n")) {
      socket.write("PONG\r\n");
      text = text.slice(6);
    }
  });
  const send = (/** @type {string} */ frames) => void socket.write(frames, "latin1");
  send('CONNECT {"verbose":false,"name":"bare","headers":true,"no_responders":true}\r\nPING\r\n');
  await until("a greeting", async () => text.includes("PONG\r\n") || undefined);
  send("SUB _INBOX.bare.* 1\r\n");
  /** @type {Bare} */
  const bare = {
    async ask(subject, body) {
      const inbox = `_INBOX.bare.${++asked}`;
      const json = body === undefined ? "" : JSON.stringify(body);
      text = "";
      send(`PUB ${subject} ${inbox} ${json.length}\r\n${json}\r\n`);
      const isBatch = json.includes('"batch"');
      const isThere = () =>
        isBatch ? batchEnd.test(text.slice(-300)) : /^H?MSG /.test(text) && text.endsWith("}\r\n");
      await new Promise((settle, reject) => {
        const look = () => {
          if (!isThere()) return;
          stop();
          settle(undefined);
        };
        const stop = () => {
          clearTimeout(late);
          socket.off("data", look);
        };
        const late = setTimeout(() => {
          stop();
          reject(new Error(`${subject}: no answer; got ${text.slice(0, 300)}`));
        }, 20_000);
        socket.on("data", look);
      });
      return text;
    },
  };
  return { bare, send, close: () => socket.destroy() };
}
