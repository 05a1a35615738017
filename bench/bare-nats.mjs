import { connect } from "node:net";
import { deferred, NatsConnectionImpl, setTransportFactory } from "@nats-io/nats-core/internal";

/** @typedef {import("@nats-io/nats-core").NatsConnection} NatsConnection */

/**
 * A nats.js client over plain TCP and nothing else: what its own transports for Node do, without their TLS.
 * @param {string} url
 * @returns {Promise<NatsConnection>}
 */
export function openBareNats(url) {
  setTransportFactory({ factory: () => new PlainTransport(), defaultPort: 4222 });
  return NatsConnectionImpl.connect({ servers: new URL(url).host, maxReconnectAttempts: 0 });
}

class PlainTransport {
  lang = "bench";
  version = "1";
  isClosed = false;
  #closed = deferred();
  /** @type {import("node:net").Socket | undefined} */
  #socket;

  /** @param {{hostname: string, port: number}} server */
  async connect({ hostname, port }) {
    const socket = connect(port, hostname).setNoDelay(true);
    this.#socket = socket;
    socket.on("error", () => socket.destroy()).on("close", () => this.discard());
    await new Promise((settle) => socket.once("connect", settle));
  }

  async *[Symbol.asyncIterator]() {
    try {
      yield* /** @type {import("node:net").Socket} */ (this.#socket);
    } catch {
      // nats.js would print it.
      this.discard();
    }
  }

  isEncrypted() {
    return false;
  }

  /** @param {Uint8Array} frame */
  send(frame) {
    this.#socket?.write(frame);
  }

  async close() {
    this.discard();
  }

  disconnect() {
    this.discard();
  }

  closed() {
    return this.#closed;
  }

  discard() {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#socket?.destroy();
    this.#closed.resolve(undefined);
  }
}
