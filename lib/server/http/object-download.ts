import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { toContentDisposition, toDownloadName } from "@/lib/format/content-disposition";
import type { DownloadReason } from "@/lib/model/object-download";
import type { ObjectInfo } from "@/lib/model/objects";
import type { RoleName } from "@/lib/model/role";
import { findObject } from "@/lib/nats/objects";
import { giveScope } from "@/lib/nats/scope";
import { grantOf } from "@/lib/roles/grant";
import { accessOf } from "@/lib/server/connections/summary";
import type { Target } from "@/lib/server/connections/target";
import { connectNats } from "@/lib/server/dial/connect";
import type { Download } from "./downloads";
import type { Log } from "./log";
import { sendObject } from "./object-send";

/** Which object is wanted, over which connection, and by whom. */
export type AskedDownload = {
  bucket: string;
  name: string;
  target: Target;
  role: RoleName;
  download: Download;
  log: Log;
};

/** Why there is no download, with the HTTP status that says so. */
export type Refused = { status: ContentfulStatusCode; reason: DownloadReason };

/** Sends an object, or only what it is to a HEAD, over a connection of its own; gives the place back when it has ended. */
export async function answerDownload(
  c: Context,
  asked: AskedDownload,
): Promise<Response | Refused> {
  const { download, target, role } = asked;
  let nc: NatsConnection | undefined;
  try {
    const opened = await open(target, role, download.signal, c.req.raw.signal);
    if (!opened.ok) return end(download, opened.refused);
    nc = opened.value;
    return await send(c, nc, asked);
  } finally {
    download.fail(unexpected);
    download.leave();
    await nc?.close();
  }
}

async function send(
  c: Context,
  nc: NatsConnection,
  { bucket, name, target, download, log }: AskedDownload,
): Promise<Response | Refused> {
  const found = await findObject(nc, bucket, name);
  if (!found.ok) return end(download, refusedBy(found.error));
  const { info } = found.value;
  const headers = headersOf(name, info);
  if (c.req.method === "HEAD") return c.body(null, 200, headers);
  download.begin(Number(info.sizeBytes));
  const { outgoing } = c.env as HttpBindings;
  const error = await sendObject(nc, found.value, {
    out: outgoing,
    begin: () => void outgoing.writeHead(200, headers),
    signal: download.signal,
    onSent: download.sent,
  });
  if (error) {
    const reason = reasonOf(error);
    download.fail(reason);
    log("warn", `a download over ${target.id} was broken off: ${reason.title}: ${reason.detail}`);
  } else download.done(info.digest);
  return RESPONSE_ALREADY_SENT;
}

function end(download: Download, refused: Refused): Refused {
  download.fail(refused.reason);
  return refused;
}

async function open(
  target: Target,
  role: RoleName,
  ...signals: AbortSignal[]
): Promise<{ ok: true; value: NatsConnection } | { ok: false; refused: Refused }> {
  try {
    const signal = AbortSignal.any(signals);
    const nc = await connectNats(target, { name: "natsight download", signal });
    // From here on a request that the role may not make is refused before it is sent, as in the person's browser.
    giveScope(nc, { ...target.subjects, grant: grantOf(accessOf(target, role)) });
    return { ok: true, value: nc };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const title = "The download did not begin: there is no connection to NATS";
    return { ok: false, refused: { status: 503, reason: { title, detail } } };
  }
}

function headersOf(name: string, { sizeBytes, digest }: ObjectInfo): Record<string, string> {
  return {
    "Content-Type": "application/octet-stream",
    "Content-Length": String(sizeBytes),
    "Content-Disposition": toContentDisposition(toDownloadName(name)),
    "Accept-Ranges": "none",
    // Somebody's metadata: what is no digest does not get into a header.
    ...(/^[\w+/=-]{1,120}$/.test(digest) ? { ETag: `"${digest}"` } : {}),
  };
}

function refusedBy(error: AppError): Refused {
  return { status: statuses[error.kind] ?? 502, reason: reasonOf(error) };
}

const statuses: Partial<Record<AppError["kind"], ContentfulStatusCode>> = {
  "not-found": 404,
  permission: 403,
  "bad-name": 409,
  disconnected: 503,
  timeout: 503,
  electing: 503,
};

function reasonOf(error: AppError): DownloadReason {
  const { title, detail, hint } = describeError(error);
  return { title, detail, ...(hint === undefined ? {} : { hint }) };
}

const unexpected: DownloadReason = {
  title: "The download failed",
  detail: "The console's log says why.",
};
