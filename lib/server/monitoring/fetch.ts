import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { version } from "@/lib/server/config/version";
import type { TlsFiles } from "@/lib/server/connections/target";
import { checkAddress, guardedLookup, refusedAddress } from "@/lib/server/dial/address-policy";
import { toDialError } from "@/lib/server/dial/dial-error";
import type { Resolve } from "@/lib/server/dial/look-up";
import { parseBody, readBody } from "./body";
import type { MonitoringError } from "./monitoring-error";
import { type MonitoringQuestion, monitoringUrl } from "./question";

/** What an endpoint answered, with 64-bit integers exact; nothing of it is checked yet. */
export type MonitoringAnswer = Answered<unknown>;

type Answered<T> =
  | { ok: true; value: T; httpStatus: number }
  | { ok: false; error: MonitoringError };

/** Only the CA of `tls` is used: monitoring asks for no client certificate. `resolve` is for tests. */
export type MonitoringOptions = { signal?: AbortSignal; tls?: TlsFiles; resolve?: Resolve };

/** From the first packet to the last byte. */
const timeoutMs = 5000;

/**
 * Asks one endpoint of a monitoring URL. The address policy holds always (T19), nothing but our own headers is sent (T25),
 * no redirect is followed, and an answer ends where it becomes too much (T26). Never throws.
 */
export async function fetchMonitoring(
  base: string,
  question: MonitoringQuestion,
  options: MonitoringOptions = {},
): Promise<MonitoringAnswer> {
  const answer = await fetchMonitoringText(base, question, options);
  if (!answer.ok) return answer;
  const parsed = parseBody(answer.value);
  return parsed.ok ? { ...parsed, httpStatus: answer.httpStatus } : parsed;
}

/** The same, not parsed: what is long is parsed piece by piece. */
export async function fetchMonitoringText(
  base: string,
  question: MonitoringQuestion,
  { signal, tls, resolve }: MonitoringOptions = {},
): Promise<Answered<string>> {
  const found = monitoringUrl(base, question);
  if (!found.ok) return { ok: false, error: { kind: "bad-url", why: found.why } };
  const timeout = AbortSignal.timeout(timeoutMs);
  const limit = signal ? AbortSignal.any([signal, timeout]) : timeout;
  let response: IncomingMessage | undefined;
  try {
    response = await get(found.url, limit, tls?.ca, resolve);
    return await read(response, question);
  } catch (cause) {
    // Node's error for an aborted request does not say by what it was aborted.
    const error = toDialError(limit.aborted ? limit.reason : cause, "connect", timeoutMs);
    return { ok: false, error: { kind: "dial", error } };
  } finally {
    response?.destroy();
  }
}

function get(
  url: URL,
  signal: AbortSignal,
  ca: string | undefined,
  resolve: Resolve | undefined,
): Promise<IncomingMessage> {
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  // Node doesn't ask `lookup` for an address that is written as one.
  const verdict = checkAddress(hostname);
  if (!verdict.ok) return Promise.reject(refusedAddress(verdict.why));
  const request = url.protocol === "https:" ? requestSecure : requestPlain;
  return new Promise((done, fail) => {
    const asked = request({
      hostname,
      port: url.port || (url.protocol === "https:" ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        accept: "application/json",
        "accept-encoding": "gzip",
        "user-agent": `natsight/${version}`,
        connection: "close",
      },
      lookup: guardedLookup(resolve),
      agent: false,
      signal,
      maxHeaderSize: 16 * 1024,
      ...(url.protocol === "https:" ? { minVersion: "TLSv1.2" as const } : {}),
      ...(ca === undefined ? {} : { ca }),
    });
    asked.on("error", fail).on("response", done).end();
  });
}

async function read(
  response: IncomingMessage,
  { path }: MonitoringQuestion,
): Promise<Answered<string>> {
  const httpStatus = response.statusCode ?? 0;
  if (httpStatus >= 300 && httpStatus < 400) {
    return { ok: false, error: { kind: "redirect", httpStatus } };
  }
  // A server that is not well says so in JSON as well.
  if (httpStatus !== 200 && path !== "healthz") {
    return { ok: false, error: { kind: "status", httpStatus } };
  }
  const body = await readBody(response);
  return body.ok ? { ...body, httpStatus } : body;
}
