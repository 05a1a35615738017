import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TlsFiles } from "@/lib/server/connections/target";
import type { DialError, DialStep } from "./dial-error";
import { type Hello, readInfo, type ServerInfo } from "./info";
import { openTcp, secure } from "./tcp";
import { tlsAfterHello } from "./tls-wanted";
import type { ServerUrl } from "./url";
import { openWebSocket } from "./websocket";

type Opened = { ok: true; stream: Duplex; info: ServerInfo } | { ok: false; error: DialError };

/** Dials one address: remembers how far it came, so that a timeout can be told apart. */
export class Attempt {
  step: DialStep = "connect";
  encrypted = false;
  #stream: Duplex | undefined;

  constructor(
    private readonly url: ServerUrl,
    private readonly tls: TlsFiles,
    private readonly tlsWanted: boolean,
    private readonly limit: AbortSignal,
    private readonly isGuarded: boolean,
  ) {}

  /** Opens a stream and reads it up to its INFO; nothing is sent on it. */
  open(): Promise<Opened> {
    const { scheme } = this.url;
    return scheme === "ws" || scheme === "wss" ? this.#webSocket() : this.#tcp();
  }

  abandon(): void {
    this.#stream?.destroy();
  }

  async #tcp(): Promise<Opened> {
    const socket = await this.#connect();
    if (this.tls.handshakeFirst) return this.#hello(await this.#secure(socket));
    const hello = await this.#hello(socket);
    if (!hello.ok) return hello;
    const next = tlsAfterHello(hello.info, this.tlsWanted);
    if (next === "plain") return hello;
    if (next === "refuse") {
      return refuse({
        kind: "no-tls-offered",
        detail: "INFO says neither tls_required nor tls_available",
      });
    }
    // Plaintext behind INFO would be read as if it had come through TLS.
    if (hello.early) return refuse({ kind: "not-nats", got: "", detail: "plaintext before TLS" });
    return { ok: true, info: hello.info, stream: await this.#secure(socket) };
  }

  async #webSocket(): Promise<Opened> {
    if (this.tlsWanted && this.url.scheme === "ws") {
      return refuse({ kind: "no-tls-offered", detail: "ws:// has no TLS" });
    }
    const socket = await this.#connect();
    const connection = this.url.scheme === "wss" ? await this.#secure(socket) : socket;
    this.step = "hello";
    const opened = await openWebSocket(connection, this.url, this.limit);
    if (opened.ok) return this.#hello(this.#keep(opened.stream));
    const { httpStatus } = opened;
    return refuse({ kind: "websocket", httpStatus, detail: `HTTP ${httpStatus}` });
  }

  async #connect(): Promise<Socket> {
    return this.#keep(await openTcp(this.url, this.limit, { isGuarded: this.isGuarded }));
  }

  async #secure(socket: Socket): Promise<Socket> {
    this.step = "tls";
    this.encrypted = true;
    return this.#keep(await secure(socket, this.url, this.tls, this.limit));
  }

  async #hello(stream: Duplex): Promise<Opened & { early?: boolean }> {
    this.step = "hello";
    const hello = await readInfo(stream, this.limit);
    if (!hello.ok) return refuse(toError(hello));
    return { ok: true, stream, info: hello.info, early: hello.early };
  }

  #keep<T extends Duplex>(stream: T): T {
    this.#stream = stream;
    return stream;
  }
}

function toError(hello: Exclude<Hello, { ok: true }>): DialError {
  if (hello.kind === "closed")
    return { kind: "closed", during: "hello", detail: "closed before INFO" };
  return { kind: "not-nats", got: hello.got, detail: `the first line was "${hello.got}"` };
}

function refuse(error: DialError): { ok: false; error: DialError } {
  return { ok: false, error };
}
