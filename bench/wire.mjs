import { connect } from "node:net";

/**
 * Where a client knocks: a bare TCP port, or a console's gateway.
 * @typedef {{by: "tcp" | "gateway", port: number}} Way
 */

/**
 * A client that only counts what it gets. Node's and the kernel's work is all it costs, by either way.
 * @typedef {{receivedBytes: () => number, send: (bytes: Buffer) => void}} Client
 */

/** All sockets of a process read into this one, so that nothing is allocated. */
const shared = Buffer.alloc(256 * 1024);

/** Many messages to publish, in one piece. @param {string} subject @param {number} sizeBytes @param {number} count */
export function toPublishes(subject, sizeBytes, count) {
  return Buffer.from(`PUB ${subject} ${sizeBytes}\r\n${"x".repeat(sizeBytes)}\r\n`.repeat(count));
}

/** The subjects of a flow, all of one length. @param {number} count */
export function toSubjects(count) {
  if (count === 1) return ["bench.flow"];
  return Array.from({ length: count }, (_, at) => `bench.flow.${String(at).padStart(4, "0")}`);
}

/** What one message is on its way to a subscriber. @param {string} subject @param {number} sizeBytes */
export function deliveredBytes(subject, sizeBytes) {
  return `MSG ${subject} 1 ${sizeBytes}\r\n`.length + sizeBytes + 2;
}

/** As a browser's, it is not zero: that one costs the other side nothing. */
const mask = [0x37, 0xfa, 0x21, 0x3d];

/**
 * What `send` sends as it is: the gateway gets it as a frame, masked here and now.
 * @param {Way} way @param {Buffer} bytes
 */
export function toSent({ by }, bytes) {
  if (by === "tcp") return bytes;
  const header = Buffer.alloc(10);
  header[0] = 0x82;
  header[1] = 0x80 | 127;
  header.writeBigUInt64BE(BigInt(bytes.length), 2);
  const masked = bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([header, Buffer.from(mask), masked]);
}

/**
 * Opens a client that has said CONNECT and `lines`, and was answered; it counts what comes after that.
 * @param {Way} way @param {string} [lines] @param {() => void} [onBytes]
 * @returns {Promise<Client>}
 */
export function openClient(way, lines = "", onBytes = () => {}) {
  return new Promise((settle, reject) => {
    let greeting = "";
    let receivedBytes = 0;
    /** @type {"http" | "info" | "first pong" | "second pong" | "open"} */
    let awaits = way.by === "gateway" ? "http" : "info";
    const frames = createFrames(take, (opcode) => {
      if (opcode === 8) socket.destroy(new Error("The gateway closed a socket."));
      // A pong of no length.
      else if (opcode === 9) socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
    });
    const socket = connect({
      host: "127.0.0.1",
      port: way.port,
      onread: {
        buffer: shared,
        callback(length, buffer) {
          let at = 0;
          if (awaits === "http") at = readAnswer(buffer, length);
          if (awaits === "http") return true;
          if (way.by === "gateway") frames(buffer, at, length);
          else take(buffer, at, length);
          return true;
        },
      },
    });
    const send = (/** @type {Buffer} */ bytes) => void socket.write(bytes);
    socket.setNoDelay(true);
    socket.on("error", reject);
    socket.once("close", () => {
      // A figure with a client less would be none.
      if (awaits === "open") throw new Error("A client's socket was closed.");
      reject(new Error(`A client was not let in: ${greeting}`));
    });
    if (way.by === "gateway") socket.write(upgradeOf(way.port));

    /** @param {Uint8Array} buffer @param {number} length */
    function readAnswer(buffer, length) {
      const text = Buffer.from(buffer.subarray(0, length)).toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (!text.startsWith("HTTP/1.1 101 ") || end === -1) {
        socket.destroy(new Error(`The gateway answered: ${text.slice(0, 200)}`));
        return length;
      }
      awaits = "info";
      return end + 4;
    }

    /** @param {Uint8Array} buffer @param {number} from @param {number} to */
    function take(buffer, from, to) {
      if (awaits === "open") {
        receivedBytes += to - from;
        onBytes();
        return;
      }
      greeting += Buffer.from(buffer.subarray(from, to)).toString("latin1");
      const answers = greeting.split("PONG\r\n").length - 1;
      if (awaits === "info" && greeting.includes("\r\n")) {
        awaits = "first pong";
        send(toSent(way, Buffer.from(`CONNECT {"verbose":false}\r\n${lines}PING\r\n`)));
      }
      if (awaits === "first pong" && answers > 0) {
        // nats-server says INFO once more behind its first answer; behind the second comes only what is asked for.
        awaits = "second pong";
        send(toSent(way, Buffer.from("PING\r\n")));
      }
      if (awaits === "second pong" && answers > 1) {
        awaits = "open";
        settle({ receivedBytes: () => receivedBytes, send });
      }
    }
  });
}

/** @param {number} port */
function upgradeOf(port) {
  return [
    "GET /gateway/local HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${Buffer.alloc(16, "natsight").toString("base64")}`,
    "\r\n",
  ].join("\r\n");
}

/**
 * Walks a server's frames, none of which is masked; hands out what is in them, and says which are not data.
 * @param {(buffer: Uint8Array, from: number, to: number) => void} take
 * @param {(opcode: number) => void} control
 */
function createFrames(take, control) {
  let left = 0;
  let isData = false;
  /** @type {number[]} */
  let header = [];

  /** @param {Uint8Array} buffer @param {number} at */
  const readHeader = (buffer, at) => {
    header.push(buffer[at] ?? 0);
    const length = lengthOf(header);
    if (length === undefined) return;
    const opcode = (header[0] ?? 0) & 15;
    isData = opcode <= 2;
    if (!isData) control(opcode);
    header = [];
    left = length;
  };

  return (
    /** @type {Uint8Array} */ buffer,
    /** @type {number} */ from,
    /** @type {number} */ to,
  ) => {
    let at = from;
    while (at < to) {
      if (left === 0) {
        readHeader(buffer, at++);
        continue;
      }
      const end = Math.min(to, at + left);
      left -= end - at;
      if (isData) take(buffer, at, end);
      at = end;
    }
  };
}

/** The payload's length, once the header is whole. @param {number[]} header */
function lengthOf(header) {
  const short = header[1];
  if (short === undefined) return undefined;
  if (short < 126) return short;
  const lengthBytes = short === 126 ? 2 : 8;
  if (header.length < 2 + lengthBytes) return undefined;
  return header.slice(2).reduce((value, byte) => value * 256 + byte, 0);
}
