import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { formatBytesText } from "@/lib/format/bytes";
import { type DialError, describeDialError, toDialError } from "@/lib/server/dial/dial-error";
import { readInfo, type ServerInfo } from "@/lib/server/dial/info";
import type { ServerUrl } from "@/lib/server/dial/url";
import { openWebSocket } from "@/lib/server/dial/websocket";
import { adviseHello } from "./advice/hello";
import type { Exam } from "./exam";
import { attention, factsOf, failed, type Outcome, ok } from "./finding";
import { sentence } from "./name-step";
import { type Listener, whatListens } from "./probe";
import { saferVersion } from "./version-floor";

/** A stream behind the server's first line. */
export type Greeted = { stream: Duplex; info: ServerInfo; early: boolean };

/** A server says hello at once: after this, it is asked what else it may be. */
const patienceMs = 800;
/** The rest of the step is for finding out what listens there. */
const helloShare = 0.6;

type Heard =
  | { ok: true; greeted: Greeted }
  | { ok: false; error: DialError; got?: string; listener?: Listener };

/** Opens the WebSocket where there is one, and reads the server's INFO. */
export async function hearHello(
  url: ServerUrl,
  connection: Socket,
  exam: Exam,
  limit: AbortSignal,
): Promise<Outcome<Greeted>> {
  const helloMs = Math.round(exam.stepMs * helloShare);
  const short = AbortSignal.any([limit, AbortSignal.timeout(helloMs)]);
  let found: Promise<Listener> | undefined;
  const lookAround = () => {
    found ??= findOther(url, exam, limit);
    return found;
  };
  const over = new AbortController();
  const heard = await Promise.race([
    listen(url, connection, exam, short, helloMs),
    seeWhatElse(lookAround, AbortSignal.any([short, over.signal])),
  ]);
  over.abort();
  if (heard.ok) {
    exam.hellos.push(heard.greeted.info);
    return { finding: describe(heard.greeted.info, isWebSocket(url)), value: heard.greeted };
  }
  connection.destroy();
  const { error, got = "" } = heard;
  const listener = heard.listener ?? (await lookAround());
  const advice = adviseHello(url, listener, got);
  return { finding: failed(wordsOf(error), advice, factsOf({ Received: got })) };
}

function wordsOf(error: DialError): string {
  if (error.kind === "failed" && /^HPE_/.test(error.code)) {
    return "What answered is not a WebSocket.";
  }
  // The advice says what it is: a guess beside it would be a second opinion.
  return sentence(describeDialError(error).replace(/(no NATS hello within [\d.]+ s):.*/, "$1"));
}

async function listen(
  url: ServerUrl,
  connection: Socket,
  exam: Exam,
  limit: AbortSignal,
  helloMs: number,
): Promise<Heard> {
  try {
    const opened = isWebSocket(url)
      ? await openWebSocket(connection, url, limit)
      : { ok: true as const, stream: connection };
    if (!opened.ok) {
      const { httpStatus } = opened;
      return { ok: false, error: { kind: "websocket", httpStatus, detail: "" } };
    }
    const stream = exam.keep(opened.stream);
    const hello = await readInfo(stream, limit);
    if (hello.ok) return { ok: true, greeted: { stream, info: hello.info, early: hello.early } };
    if (hello.kind === "closed") {
      return { ok: false, error: { kind: "closed", during: "hello", detail: "" } };
    }
    return { ok: false, error: { kind: "not-nats", got: hello.got, detail: "" }, got: hello.got };
  } catch (cause) {
    return { ok: false, error: toDialError(cause, "hello", helloMs) };
  }
}

/** Ends only when something else was found to listen there, before the wait for a hello is over. */
async function seeWhatElse(
  lookAround: () => Promise<Listener>,
  limit: AbortSignal,
): Promise<Heard> {
  const never = new Promise<never>(() => {});
  const isLate = await pause(patienceMs, true, { signal: limit }).catch(() => false);
  if (!isLate) return never;
  const listener = await lookAround();
  if (listener === "unknown") return never;
  return { ok: false, error: { kind: "no-hello", afterMs: patienceMs, detail: "" }, listener };
}

/** What has just failed is no advice, even where it works a moment later. */
async function findOther(url: ServerUrl, { target }: Exam, signal: AbortSignal): Promise<Listener> {
  const guard = { isGuarded: target.isGuarded };
  const listener = await whatListens({ url, guard, signal });
  const { scheme } = url;
  const isSame =
    (listener === "nats" && !isWebSocket(url)) ||
    (listener === "websocket" && scheme === "ws") ||
    (listener === "websocket-tls" && scheme === "wss");
  return isSame ? "unknown" : listener;
}

function isWebSocket({ scheme }: ServerUrl): boolean {
  return scheme === "ws" || scheme === "wss";
}

function describe(info: ServerInfo, overWebSocket: boolean) {
  const { version, cluster, domain } = info;
  // Without a name of its own a server is called by its id.
  const name = info.server_name === info.server_id ? "" : info.server_name;
  const who = name === "" ? "" : `Server ${name}: `;
  const seen = `${who}nats-server ${version}${cluster ? `, of the cluster ${cluster}` : ""}.`;
  const facts = factsOf({
    Server: info.server_name || info.server_id,
    "Server id": info.server_id,
    Version: version,
    Cluster: cluster,
    JetStream: info.jetstream ? "on" : "off",
    Domain: domain,
    "Largest message": formatBytesText(info.max_payload),
    Headers: info.headers ? "yes" : "no",
    "Asks for credentials": info.auth_required ? "yes" : "no",
    "Client certificate": info.tls_verify ? "asked for" : undefined,
    WebSocket: overWebSocket ? "opened (HTTP 101)" : undefined,
  });
  const safer = saferVersion(version);
  if (safer === undefined) return ok(seen, facts);
  return attention(
    seen,
    {
      likely: `nats-server ${version} has security faults that are publicly known.`,
      whatToDo: [`Update it to ${safer} or newer; 2.11.16, 2.12.7 and 2.14.0 have the fixes.`],
      snippet: { about: "What was mended, and when", text: "https://advisories.nats.io" },
    },
    facts,
  );
}
