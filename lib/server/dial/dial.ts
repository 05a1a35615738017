import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Target, TlsFiles } from "@/lib/server/connections/target";
import { type DialError, type DialStep, toDialError } from "./dial-error";
import { type Hello, readInfo, type ServerInfo } from "./info";
import { openTcp, secure } from "./tcp";
import { formatServerUrl, parseServerUrl, type ServerUrl } from "./url";
import { openWebSocket } from "./websocket";

/** An open stream right behind the server's INFO, paused, nothing sent yet. */
export type Dialled = {
  ok: true;
  stream: Duplex;
  info: ServerInfo;
  /** Without user info. */
  url: string;
  encrypted: boolean;
};

export type DialFailure = { ok: false; error: DialError; tried: TriedUrl[] };

/** One address of a target and what went wrong there. */
type TriedUrl = { url: string; error: DialError };

/** `timeoutMs` is for each URL, from the first packet to the INFO line and the TLS handshake. */
export type DialOptions = { timeoutMs: number; signal?: AbortSignal };

type Opened = { ok: true; stream: Duplex; info: ServerInfo } | { ok: false; error: DialError };

/** Reaches the first of the target's URLs that answers as NATS; addresses that INFO tells are never followed. */
export async function dial(target: Target, options: DialOptions): Promise<Dialled | DialFailure> {
  const tried: TriedUrl[] = [];
  let error: DialError = { kind: "bad-url", detail: "no URL is configured" };
  for (const url of target.urls) {
    const result = await dialUrl(url, target.tls, options);
    if (result.ok) return result;
    error = result.error;
    tried.push(...result.tried);
    if (options.signal?.aborted) break;
  }
  return { ok: false, error, tried };
}

/** Reaches one server. */
export async function dialUrl(
  text: string,
  tls: TlsFiles,
  { timeoutMs, signal }: DialOptions,
): Promise<Dialled | DialFailure> {
  const parsed = parseServerUrl(text);
  if (!parsed.ok) return failure("", { kind: "bad-url", detail: parsed.why });
  const timeout = AbortSignal.timeout(timeoutMs);
  const limit = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const { scheme } = parsed.url;
  const attempt = new Attempt(parsed.url, tls, limit);
  const url = formatServerUrl(parsed.url);
  try {
    const opened = await (scheme === "ws" || scheme === "wss"
      ? attempt.webSocket()
      : attempt.tcp());
    if (!opened.ok) {
      attempt.abandon();
      return failure(url, opened.error);
    }
    return {
      ok: true,
      stream: opened.stream,
      info: opened.info,
      url,
      encrypted: attempt.encrypted,
    };
  } catch (cause) {
    attempt.abandon();
    return failure(url, toDialError(cause, attempt.step, timeoutMs));
  }
}

/** One dial: remembers how far it came, so that a timeout can be told apart. */
class Attempt {
  step: DialStep = "connect";
  encrypted = false;
  #stream: Duplex | undefined;

  constructor(
    private readonly url: ServerUrl,
    private readonly tls: TlsFiles,
    private readonly limit: AbortSignal,
  ) {}

  async tcp(): Promise<Opened> {
    const socket = this.#keep(await openTcp(this.url, this.limit));
    if (this.tls.handshakeFirst) return this.#hello(await this.#secure(socket));
    const hello = await this.#hello(socket);
    if (!hello.ok) return hello;
    const { tls_required, tls_available } = hello.info;
    const wanted = this.#tlsWanted();
    if (wanted && !tls_required && !tls_available) {
      return refuse({
        kind: "no-tls-offered",
        detail: "INFO says neither tls_required nor tls_available",
      });
    }
    if (!wanted && !tls_required) return hello;
    // Plaintext behind INFO would be read as if it had come through TLS.
    if (hello.early) return refuse({ kind: "not-nats", got: "", detail: "plaintext before TLS" });
    return { ok: true, info: hello.info, stream: await this.#secure(socket) };
  }

  async webSocket(): Promise<Opened> {
    if (this.url.scheme === "wss") this.encrypted = true;
    const opened = await openWebSocket(this.url, this.tls, this.limit);
    if (opened.ok) return this.#hello(this.#keep(opened.stream));
    const { httpStatus } = opened;
    return refuse({ kind: "websocket", httpStatus, detail: `HTTP ${httpStatus}` });
  }

  abandon(): void {
    this.#stream?.destroy();
  }

  /** Own CA or client certificate say as clearly as tls:// that plaintext would be a downgrade. */
  #tlsWanted(): boolean {
    return this.url.scheme === "tls" || this.tls.ca !== undefined || this.tls.cert !== undefined;
  }

  async #secure(socket: Socket): Promise<Duplex> {
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
  if (hello.kind === "closed") return { kind: "closed", detail: "closed before INFO" };
  return { kind: "not-nats", got: hello.got, detail: `the first line was "${hello.got}"` };
}

function refuse(error: DialError): { ok: false; error: DialError } {
  return { ok: false, error };
}

function failure(url: string, error: DialError): DialFailure {
  return { ok: false, error, tried: [{ url, error }] };
}
