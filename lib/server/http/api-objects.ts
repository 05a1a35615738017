import type { ServerResponse } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { NatsConnection } from "@nats-io/nats-core";
import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { toContentDisposition, toDownloadName } from "@/lib/format/content-disposition";
import { isWatch, parseDownloadAddress } from "@/lib/format/download-address";
import type { DownloadReason } from "@/lib/model/object-download";
import type { RoleName } from "@/lib/model/role";
import { type FoundObject, findObject } from "@/lib/nats/objects";
import { giveScope } from "@/lib/nats/scope";
import { grantOf } from "@/lib/roles/grant";
import type { Registry } from "@/lib/server/connections/registry";
import { accessOf } from "@/lib/server/connections/summary";
import type { Target } from "@/lib/server/connections/target";
import { connectNats } from "@/lib/server/dial/connect";
import { sayNo } from "./api-answer";
import { createDownloads, type Download, type Downloads } from "./downloads";
import { downloadRetrySeconds, mostDownloads } from "./limits";
import type { Log } from "./log";
import { sendObject } from "./object-send";

/** What the routes of objects need. */
export type ObjectRoutes = {
  registry: Pick<Registry, "target" | "onListed">;
  /** Of whoever comes in, until there is a login. */
  role: RoleName;
  log: Log;
};

/** An object's bytes as an ordinary download, and how far those are that a page watches. */
export function createObjectsApi(routes: ObjectRoutes): Hono {
  const api = new Hono();
  const downloads = createDownloads();
  routes.registry.onListed(downloads.endOf);

  api.get("/api/c/:c/objects/:bucket/*", (c) => answerDownload(c, routes, downloads));
  api.get("/api/c/:c/downloads/:id", (c) => {
    const watch = c.req.param("id");
    if (!isWatch(watch)) return sayNo(c, 400, { title: "This is no download's id." });
    return c.json(downloads.read(c.req.param("c"), watch));
  });
  api.delete("/api/c/:c/downloads/:id", (c) => {
    const isEnded = downloads.cancel(c.req.param("c"), c.req.param("id"));
    return isEnded ? c.body(null, 204) : sayNo(c, 404, { title: "No such download is running." });
  });
  return api;
}

const takes =
  "It takes the object's name in its path, or as name where a path can't hold it, and watch (16 to 64 letters or digits), each once.";

type Refused = { status: ContentfulStatusCode; reason: DownloadReason };

async function answerDownload(
  c: Context,
  routes: ObjectRoutes,
  downloads: Downloads,
): Promise<Response> {
  const parsed = parseDownloadAddress(c.req.url);
  if (!parsed.ok) {
    return sayNo(c, 400, { title: "This is no object's address.", detail: parsed.why, hint: takes });
  }
  const id = c.req.param("c") ?? "";
  const { watch } = parsed.value;
  const isHead = c.req.method === "HEAD";
  if (watch !== undefined && !downloads.isNew(id, watch)) {
    return sayNo(c, 409, { title: "Another download has this id." });
  }
  const no = ({ status, reason }: Refused) => {
    if (status === 503) c.header("Retry-After", String(downloadRetrySeconds));
    return sayNo(c, status, reason);
  };
  const target = targetOf(c, routes, id);
  const download = target.ok ? downloads.enter(id, isHead ? undefined : watch) : undefined;
  if (!target.ok || !download) {
    const refused = target.ok ? full : target.refused;
    downloads.refuse(id, isHead ? undefined : watch, refused.reason);
    return no(refused);
  }
  const refuse = (refused: Refused) => {
    download.fail(refused.reason);
    return no(refused);
  };
  let nc: NatsConnection | undefined;
  try {
    const opened = await open(target.value, routes.role, download.signal, c.req.raw.signal);
    if (!opened.ok) return refuse(opened.refused);
    nc = opened.value;
    const found = await findObject(nc, parsed.value.bucket, parsed.value.name);
    if (!found.ok) return refuse(refusedBy(found.error));
    download.begin(Number(found.value.info.sizeBytes));
    const headers = headersOf(parsed.value.name, found.value);
    if (isHead) return c.body(null, 200, headers);
    const { outgoing } = c.env as HttpBindings;
    const error = await sendObject(nc, found.value, {
      out: outgoing as ServerResponse,
      begin: () => void outgoing.writeHead(200, headers),
      signal: download.signal,
      onSent: download.sent,
    });
    if (error) {
      const reason = reasonOf(error);
      download.fail(reason);
      routes.log("warn", `a download over ${id} was broken off: ${reason.title}: ${reason.detail}`);
    } else download.done(found.value.info.digest);
    return RESPONSE_ALREADY_SENT;
  } finally {
    download.fail(unexpected);
    download.leave();
    await nc?.close();
  }
}

function targetOf(
  c: Context,
  { registry }: ObjectRoutes,
  id: string,
): { ok: true; value: Target } | { ok: false; refused: Refused } {
  const no = (status: ContentfulStatusCode, title: string, detail: string) => ({
    ok: false as const,
    refused: { status, reason: { title, detail } },
  });
  // Another site's page can't read the answer, but it could take every place, and put files on somebody's disk.
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return no(403, "This request comes from a page of another origin.", "It was not read.");
  }
  const target = registry.target(id);
  if (!target) return no(404, "There is no such connection.", "It was removed, or never there.");
  if (target.transport !== "direct") return { ok: true, value: target };
  return no(
    409,
    "The console's server does not read over this connection.",
    "It is a direct one: the browser opens it itself, with credentials that stay there.",
  );
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

function headersOf(name: string, { info }: FoundObject): Record<string, string> {
  return {
    "Content-Type": "application/octet-stream",
    "Content-Length": String(info.sizeBytes),
    "Content-Disposition": toContentDisposition(toDownloadName(name)),
    "Accept-Ranges": "none",
    // Somebody's metadata: what is no digest does not get into a header.
    ...(/^[\w+/=-]{1,120}$/.test(info.digest) ? { ETag: `"${info.digest}"` } : {}),
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

const full: Refused = {
  status: 503,
  reason: {
    title: "Too many downloads run",
    detail: `${mostDownloads} at once is as many as the console sends.`,
    hint: "Begin it again when one has ended.",
  },
};

const unexpected: DownloadReason = {
  title: "The download failed",
  detail: "The console's log says why.",
};
