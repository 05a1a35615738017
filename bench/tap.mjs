import { connect, createServer } from "node:net";

/** A question to JetStream that passed, and when the last piece of its answer did. @typedef {{subject: string, inbox: string, askedMs: number, answeredMs: number}} Asked */
/** @typedef {{url: string, port: number, asked: (name: string) => Asked[], forget: () => void, close: () => void}} Tap */

/**
 * A way to a nats-server on which each side's bytes take their time, and which notes what clients ask of JetStream,
 * by the name of their connection. Times are those of `performance.now()` of this process.
 * @param {number} natsPort @param {number} delayMs of each direction
 * @returns {Promise<Tap>}
 */
export async function startTap(natsPort, delayMs) {
  /** @type {{name: string, asked: Asked[]}[]} */
  const connections = [];
  const server = createServer((client) => {
    const nats = connect(natsPort, "127.0.0.1");
    /** @type {typeof connections[number]} */
    const one = { name: "", asked: [] };
    connections.push(one);
    for (const socket of [client, nats]) socket.setNoDelay(true);
    const read = createReader(one);
    client.on("data", (data) => {
      read(data);
      later(() => nats.write(data));
    });
    nats.on("data", (data) =>
      later(() => {
        client.write(data);
        noteAnswers(one.asked, data);
      }),
    );
    const end = () => {
      client.destroy();
      nats.destroy();
    };
    for (const socket of [client, nats]) socket.on("error", end).on("close", end);
  });
  const later = (/** @type {() => void} */ pass) => {
    if (delayMs === 0) pass();
    else setTimeout(pass, delayMs);
  };
  await new Promise((settle) => server.listen(0, "127.0.0.1", () => settle(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const named = (/** @type {string} */ name) =>
    connections.filter((one) => one.name.startsWith(name));
  return {
    port,
    url: `nats://127.0.0.1:${port}`,
    asked: (name) => named(name).flatMap(({ asked }) => asked),
    forget: () => {
      for (const one of connections) one.asked = [];
    },
    close: () => server.close(),
  };
}

/** Reads a client's frames, in whatever pieces they come. @param {{name: string, asked: Asked[]}} one */
function createReader(one) {
  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  return (/** @type {Buffer} */ data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    for (let end = readFrame(one, rest); end > 0; end = readFrame(one, rest)) {
      rest = rest.subarray(end);
    }
  };
}

/** Where the first frame ends; 0 while it is not all there. @param {{name: string, asked: Asked[]}} one @param {Buffer} bytes */
function readFrame(one, bytes) {
  const lineEnd = bytes.indexOf("\r\n");
  if (lineEnd === -1) return 0;
  const line = bytes.subarray(0, lineEnd).toString("latin1");
  const words = line.split(" ");
  const isMessage = words[0] === "PUB" || words[0] === "HPUB";
  const end = lineEnd + 2 + (isMessage ? Number(words.at(-1)) + 2 : 0);
  if (bytes.length < end) return 0;
  if (isMessage) note(one.asked, words);
  if (words[0] === "CONNECT") one.name = JSON.parse(line.slice(8)).name ?? "";
  return end;
}

/** @param {Asked[]} asked @param {string[]} words */
function note(asked, [, subject = "", inbox = "", ...more]) {
  if (!subject.startsWith("$JS.API.") || more.length === 0) return;
  asked.push({ subject, inbox, askedMs: performance.now(), answeredMs: Number.NaN });
}

/** @param {Asked[]} asked @param {Buffer} data */
function noteAnswers(asked, data) {
  for (const one of asked) if (data.includes(one.inbox)) one.answeredMs = performance.now();
}
