import type { Duplex } from "node:stream";
import type { ConnectionOptions, Server } from "@nats-io/nats-core";
import { deferred, type Transport } from "@nats-io/nats-core/internal";
import { version } from "@/lib/server/config/version";
import type { Target } from "@/lib/server/connections/target";
import { type Dialled, dial } from "./dial";
import { type DialError, describeDialError, toDialError } from "./dial-error";
import { passOver } from "./url-order";

/** nats.js hands its options to the transport, with what it does not know itself. */
export type DialledOptions = ConnectionOptions & {
  target: Target;
  /** A stream that is open already, used in place of a dial. */
  dialled?: Dialled;
  dialTimeoutMs: number;
  /** Gives up a dial that is under way. */
  dialSignal: AbortSignal | undefined;
  onAttempt: () => void;
  onDialError: (error: DialError) => void;
  /** The words of an `-ERR`; nats.js tells only some of them before it is connected. */
  onServerError: (words: string) => void;
};

const flushOnCloseMs = 1000;
const minus = 0x2d;

/** nats.js over a stream that our own dialler opened. */
export class DialledTransport implements Transport {
  readonly lang = "natsight";
  readonly version = version;
  closeError?: Error;
  isClosed = false;
  #stream: Duplex | undefined;
  #encrypted = false;
  #url = "";
  #onServerError: (words: string) => void = () => {};
  readonly #dialling = new AbortController();
  readonly #closed = deferred<undefined | Error>();

  async connect(_server: Server, options: ConnectionOptions): Promise<void> {
    const { target, dialled, dialTimeoutMs, onAttempt, onDialError, onServerError, dialSignal } =
      options as DialledOptions;
    this.#onServerError = (words) => {
      // All other errors end the connection; the next server may think differently.
      if (!/^permissions violation/i.test(words)) passOver(target, this.#url);
      onServerError(words);
    };
    onAttempt();
    const own = this.#dialling.signal;
    const signal = dialSignal ? AbortSignal.any([own, dialSignal]) : own;
    const result = dialled ?? (await dial(target, { timeoutMs: dialTimeoutMs, signal }));
    if (!result.ok) {
      if (result.error.kind !== "aborted") onDialError(result.error);
      throw new Error(describeDialError(result.error), { cause: result.error });
    }
    const { stream, info } = result;
    this.#url = result.url;
    // nats.js reads the INFO itself.
    stream.unshift(Buffer.from(`INFO ${JSON.stringify(info)}\r\n`));
    this.#stream = stream;
    this.#encrypted = result.encrypted;
    stream.on("error", (error) => {
      // A server that wants a client certificate says so in a TLS alert behind the handshake.
      const problem = toDialError(error, "hello", dialTimeoutMs);
      if (problem.kind === "tls") onDialError(problem);
      this.#end(error);
    });
    stream.on("close", () => this.#end());
    if (signal.aborted) stream.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (!this.#stream) return;
    try {
      for await (const chunk of this.#stream) {
        this.#hearError(chunk as Buffer);
        yield chunk as Buffer;
      }
    } catch (error) {
      // nats.js would print it: it learns of it by closed() as well.
      this.#end(error instanceof Error ? error : undefined);
    }
  }

  isEncrypted(): boolean {
    return this.#encrypted;
  }

  send(frame: Uint8Array): void {
    if (this.#stream?.writable) this.#stream.write(frame);
  }

  async close(error?: Error): Promise<void> {
    this.#dialling.abort();
    if (!error && this.#stream?.writable) await flush(this.#stream);
    this.#end(error);
  }

  disconnect(): void {
    this.discard();
  }

  closed(): Promise<undefined | Error> {
    return this.#closed;
  }

  discard(): void {
    this.#dialling.abort();
    this.#end();
  }

  #hearError(chunk: Buffer): void {
    if (chunk[0] !== minus) return;
    const [, words] = /^-ERR '(.*?)'\r\n/.exec(chunk.toString("utf8", 0, 512)) ?? [];
    if (words !== undefined) this.#onServerError(words);
  }

  #end(error?: Error): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (error) this.closeError = error;
    this.#stream?.destroy();
    this.#closed.resolve(error);
  }
}

function flush(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, flushOnCloseMs);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    stream.once("close", done).end(done);
  });
}
