import { connect } from "node:net";
import { freePort, until } from "./answers.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer, startNats } from "./nats.mjs";
import { startTap } from "./tap.mjs";

/** How long it takes a bare client to read all consumers, and what the server counted of all that it was asked. @typedef {{origin: string, askAllMs: () => Promise<number>, asked: () => Promise<number>}} BoardLab */
/** @typedef {{streams: number, consumers: number, rttMs: number, note: (text: string) => void}} BoardOptions */

/** Streams into which something flows, one in so many: nobody reads, so their consumers are behind, and more and more so. */
const flowingEach = 10;
const flowEveryMs = 500;
const inFlight = 200;

/**
 * Runs `work` with so many streams of so many consumers, a tenth of them behind, and a built console that reaches their
 * server by a way of this length.
 * @template T
 * @param {BoardOptions} options
 * @param {(lab: BoardLab) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBoardLab({ streams, consumers, rttMs, note }, work) {
  note("starting");
  const monitorPort = await freePort();
  const lines = `http: "127.0.0.1:${monitorPort}"`;
  const nats = await startNats(await findNatsServer(), { jetstream: true, lines });
  const dataDir = makeFolder();
  const tap = await startTap(nats.port, rttMs / 2);
  try {
    note(`making ${streams * consumers} consumers`);
    const filler = await openClient(nats.port);
    await fill(filler, streams, consumers);
    const stop = keepFlowing(filler, streams);
    const reader = await openClient(tap.port);
    const console = await startConsole(dataDir, { natsUrl: tap.url });
    try {
      const lists = names(streams).map((name) => ({ subject: `$JS.API.CONSUMER.LIST.${name}` }));
      const askAllMs = async () => {
        const began = performance.now();
        await reader.askAll(lists, lists.length);
        return performance.now() - began;
      };
      return await work({ origin: console.url, askAllMs, asked: () => readCounters(monitorPort) });
    } finally {
      stop();
      reader.close();
      filler.close();
      await console.stop();
    }
  } finally {
    tap.close();
    await nats.stop();
    removeFolder(dataDir);
  }
}

/** @param {number} streams */
function names(streams) {
  return Array.from({ length: streams }, (_, n) => `S${n}`);
}

/** @typedef {Awaited<ReturnType<typeof openClient>>} Client */

/** @param {Client} client @param {number} streams @param {number} consumers */
async function fill(client, streams, consumers) {
  const kept = { storage: "memory", retention: "limits", num_replicas: 1, discard: "old" };
  const made = names(streams).map((name, n) => ({
    subject: `$JS.API.STREAM.CREATE.${name}`,
    body: { ...kept, name, subjects: [`s.${n}`] },
  }));
  await client.askAll(made, inFlight);
  const all = names(streams).flatMap((stream) =>
    Array.from({ length: consumers }, (_, n) => ({
      subject: `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.c${n}`,
      body: {
        stream_name: stream,
        config: {
          ...{ durable_name: `c${n}`, ack_policy: "explicit", deliver_policy: "all" },
          ...{ replay_policy: "instant", mem_storage: true },
        },
      },
    })),
  );
  await client.askAll(all, inFlight);
}

/** @param {Client} client @param {number} streams */
function keepFlowing(client, streams) {
  const timer = setInterval(() => {
    for (let n = 0; n < streams; n += flowingEach) client.publish(`s.${n}`, "x");
  }, flowEveryMs);
  return () => clearInterval(timer);
}

/** What the server itself counts of API requests and of questions to its monitoring. @param {number} port */
async function readCounters(port) {
  /** @type {{jetstream: {stats: {api: {total: number}}}}} */
  const { jetstream } = await (await fetch(`http://127.0.0.1:${port}/varz`)).json();
  return jetstream.stats.api.total;
}

/** A client that counts answers and reads nothing of them. @param {number} port */
async function openClient(port) {
  const socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  let greeted = false;
  let answered = 0;
  /** @type {() => void} */
  let onAnswer = () => undefined;
  const read = createReader((line) => {
    if (line.startsWith("MSG ")) answered++;
    if (line === "PONG") greeted = true;
    if (line === "PING") socket.write("PONG\r\n");
  });
  socket.on("data", (data) => {
    read(data);
    onAnswer();
  });
  socket.write('CONNECT {"verbose":false,"name":"bare"}\r\nSUB _INBOX.bare 1\r\nPING\r\n');
  await until("a greeting", async () => greeted || undefined);
  /** @param {{subject: string, body?: object}} one */
  const frame = ({ subject, body }) => {
    const json = body ? JSON.stringify(body) : "";
    return `PUB ${subject} _INBOX.bare ${Buffer.byteLength(json)}\r\n${json}\r\n`;
  };
  return {
    close: () => socket.destroy(),
    /** @param {string} subject @param {string} text */
    publish: (subject, text) => socket.write(`PUB ${subject} ${text.length}\r\n${text}\r\n`),
    /** Asks all of them, so many at a time. @param {{subject: string, body?: object}[]} all @param {number} most */
    askAll: (all, most) =>
      new Promise((/** @type {(value?: undefined) => void} */ settle) => {
        const before = answered;
        let sent = 0;
        onAnswer = () => {
          const got = answered - before;
          if (got >= all.length) {
            onAnswer = () => undefined;
            settle();
            return;
          }
          const next = all.slice(sent, Math.min(all.length, got + most));
          sent += next.length;
          if (next.length > 0) socket.write(next.map(frame).join(""));
        };
        onAnswer();
      }),
  };
}

/** Tells each line of the protocol, in whatever pieces it comes, and steps over what messages hold. @param {(line: string) => void} tell */
function createReader(tell) {
  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  return (/** @type {Buffer} */ data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    for (let end = endOfFirst(rest); end > 0; end = endOfFirst(rest)) {
      tell(rest.toString("latin1", 0, rest.indexOf("\r\n")));
      rest = rest.subarray(end);
    }
  };
}

/** Where the first frame ends; 0 while it is not all there. @param {Buffer} bytes */
function endOfFirst(bytes) {
  const lineEnd = bytes.indexOf("\r\n");
  if (lineEnd < 0) return 0;
  const line = bytes.toString("latin1", 0, lineEnd);
  const isMessage = line.startsWith("MSG ");
  const end = lineEnd + 2 + (isMessage ? Number(line.slice(line.lastIndexOf(" "))) + 2 : 0);
  return bytes.length < end ? 0 : end;
}
