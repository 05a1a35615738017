import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
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

/** The rest of the step is for finding out what listens there. */
const helloShare = 0.6;

/** Opens the WebSocket where there is one, and reads the server's INFO. */
export async function hearHello(
  url: ServerUrl,
  connection: Socket,
  exam: Exam,
  limit: AbortSignal,
): Promise<Outcome<Greeted>> {
  const overWebSocket = url.scheme === "ws" || url.scheme === "wss";
  const helloMs = Math.round(exam.stepMs * helloShare);
  const short = AbortSignal.any([limit, AbortSignal.timeout(helloMs)]);
  try {
    const opened = overWebSocket
      ? await openWebSocket(connection, url, short)
      : { ok: true as const, stream: connection };
    if (!opened.ok) {
      const { httpStatus } = opened;
      return fail({ kind: "websocket", httpStatus, detail: "" }, "", url, exam);
    }
    const stream = exam.keep(opened.stream);
    const hello = await readInfo(stream, short);
    if (hello.ok) {
      const { info, early } = hello;
      exam.hellos.push(info);
      return { finding: describe(info, overWebSocket), value: { stream, info, early } };
    }
    const got = hello.kind === "not-nats" ? hello.got : "";
    const error: DialError =
      hello.kind === "not-nats"
        ? { kind: "not-nats", got, detail: "" }
        : { kind: "closed", during: "hello", detail: "" };
    return fail(error, got, url, exam);
  } catch (cause) {
    return fail(toDialError(cause, "hello", helloMs), "", url, exam);
  }
}

async function fail(
  error: DialError,
  got: string,
  url: ServerUrl,
  exam: Exam,
): Promise<Outcome<never>> {
  const guard = { isGuarded: exam.target.isGuarded };
  const listener = await whatListens({ url, guard, signal: exam.signal });
  const seen =
    error.kind === "failed" && /^HPE_/.test(error.code)
      ? "What answered is not a WebSocket."
      : sentence(describeDialError(error));
  const advice = adviseHello(url, other(listener, url), got);
  return { finding: failed(seen, advice, factsOf({ Received: got })) };
}

/** What has just failed is no advice, even where it works a moment later. */
function other(listener: Listener, { scheme }: ServerUrl): Listener {
  const isSame =
    (listener === "nats" && (scheme === "nats" || scheme === "tls")) ||
    (listener === "websocket" && scheme === "ws") ||
    (listener === "websocket-tls" && scheme === "wss");
  return isSame ? "unknown" : listener;
}

function describe(info: ServerInfo, overWebSocket: boolean) {
  const { version, cluster, domain } = info;
  // Without a name of its own a server is called by its id.
  const name = info.server_name === info.server_id ? "" : info.server_name;
  const who = name === "" ? "A server" : `Server ${name}`;
  const seen = `${who}, nats-server ${version}${cluster ? `, of the cluster ${cluster}` : ""}.`;
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
