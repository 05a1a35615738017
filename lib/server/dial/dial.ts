import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "@/lib/server/connections/target";
import { Attempt } from "./attempt";
import { type DialError, isTlsRefusal, toDialError } from "./dial-error";
import type { ServerInfo } from "./info";
import { isTlsWanted } from "./tls-wanted";
import { formatServerUrl, parseServerUrl } from "./url";
import { startWith, urlsInOrder } from "./url-order";

/** An open stream right behind the server's INFO, paused, nothing sent yet. */
export type Dialled = {
  ok: true;
  stream: Duplex;
  info: ServerInfo;
  /** Without user info. */
  url: string;
  encrypted: boolean;
};

/** Why no server could be reached: the reason to act upon, and that of each address. */
export type DialFailure = { ok: false; error: DialError; tried: TriedUrl[] };

/** One address of a target and what went wrong there. */
type TriedUrl = { url: string; error: DialError };

/** `timeoutMs` is for all URLs together, from the first packet to the INFO line and the TLS handshake. */
export type DialOptions = { timeoutMs: number; signal?: AbortSignal };

/** A silent address holds the next one up for no longer than this. */
const longestHeadStartMs = 500;

/**
 * Reaches one of the target's URLs that answers as NATS: the one that did so last, then the others in order, each as soon
 * as the one before it has failed or let its head start pass. Addresses that INFO tells are never followed.
 */
export async function dial(
  target: Target,
  { timeoutMs, signal }: DialOptions,
): Promise<Dialled | DialFailure> {
  const urls = urlsInOrder(target);
  const tlsWanted = isTlsWanted(target.urls, target.tls);
  const deadlineMs = Date.now() + timeoutMs;
  const headStartMs = Math.min(longestHeadStartMs, timeoutMs / urls.length);
  const reached = new AbortController();
  const limit = signal ? AbortSignal.any([signal, reached.signal]) : reached.signal;

  const attempt = async (url: string): Promise<Dialled | TriedUrl> => {
    const leftMs = Math.max(1, deadlineMs - Date.now());
    const result = await dialUrl(url, target, tlsWanted, { timeoutMs: leftMs, signal: limit });
    if (!("ok" in result)) return result;
    if (reached.signal.aborted) {
      result.stream.destroy();
      return { url, error: { kind: "aborted", detail: "another address was faster" } };
    }
    reached.abort();
    startWith(target, url);
    return result;
  };
  let turn: Promise<unknown> = Promise.resolve();
  const attempts = urls.map((url) => {
    const result = turn.then(() => attempt(url));
    const headStart = turn.then(() => pause(headStartMs, undefined, { signal: limit }));
    turn = Promise.race([result, headStart.catch(() => {})]);
    return result;
  });
  const results = await Promise.all(attempts);
  const dialled = results.find((result) => "ok" in result);
  return dialled ?? failure(results.flatMap((result) => ("ok" in result ? [] : result)));
}

async function dialUrl(
  text: string,
  { tls, isGuarded }: Target,
  tlsWanted: boolean,
  { timeoutMs, signal }: DialOptions,
): Promise<Dialled | TriedUrl> {
  const parsed = parseServerUrl(text);
  if (!parsed.ok) return { url: "", error: { kind: "bad-url", detail: parsed.why } };
  const timeout = AbortSignal.timeout(timeoutMs);
  const limit = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const attempt = new Attempt(parsed.url, tls, tlsWanted, limit, isGuarded);
  const url = formatServerUrl(parsed.url);
  try {
    const opened = await attempt.open();
    if (opened.ok) return { ...opened, url, encrypted: attempt.encrypted };
    attempt.abandon();
    return { url, error: opened.error };
  } catch (cause) {
    attempt.abandon();
    return { url, error: toDialError(cause, attempt.step, timeoutMs) };
  }
}

/** A refusal is final to whoever hears of it: as long as one address may come back, it is not the reason. */
function failure(tried: TriedUrl[]): DialFailure {
  const last = tried.findLast(({ error }) => !isTlsRefusal(error)) ?? tried.at(-1);
  const error = last?.error ?? { kind: "bad-url", detail: "no URL is configured" };
  return { ok: false, error, tried };
}
