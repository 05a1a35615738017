import { type Context, Hono } from "hono";
import { isWatch, parseDownloadAddress } from "@/lib/format/download-address";
import type { RoleName } from "@/lib/model/role";
import type { Registry } from "@/lib/server/connections/registry";
import type { Target } from "@/lib/server/connections/target";
import { sayNo } from "./api-answer";
import { createDownloads, type Downloads } from "./downloads";
import { downloadRetrySeconds, mostDownloads } from "./limits";
import type { Log } from "./log";
import { answerDownload, type Refused } from "./object-download";

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

  api.get("/api/c/:c/objects/:bucket/*", (c) => download(c, routes, downloads));
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

async function download(
  c: Context,
  { registry, role, log }: ObjectRoutes,
  downloads: Downloads,
): Promise<Response> {
  const parsed = parseDownloadAddress(c.req.url);
  if (!parsed.ok) {
    return sayNo(c, 400, {
      title: "This is no object's address.",
      detail: parsed.why,
      hint: takes,
    });
  }
  const connectionId = c.req.param("c") ?? "";
  // Nobody watches what sends no bytes.
  const watch = c.req.method === "HEAD" ? undefined : parsed.value.watch;
  if (watch !== undefined && !downloads.isNew(connectionId, watch)) {
    return sayNo(c, 409, { title: "Another download has this id." });
  }
  const target = targetOf(c, registry.target(connectionId));
  const place = target.ok ? downloads.enter(connectionId, watch) : undefined;
  if (!target.ok || !place) {
    const refused = target.ok ? full : target.refused;
    downloads.refuse(connectionId, watch, refused.reason);
    return refuse(c, refused);
  }
  const asked = { ...parsed.value, target: target.value, role, download: place, log };
  const answer = await answerDownload(c, asked);
  return answer instanceof Response ? answer : refuse(c, answer);
}

function targetOf(
  c: Context,
  target: Target | undefined,
): { ok: true; value: Target } | { ok: false; refused: Refused } {
  const no = (status: Refused["status"], title: string, detail: string) => ({
    ok: false as const,
    refused: { status, reason: { title, detail } },
  });
  // Another site's page can't read the answer, but it could take every place, and put files on somebody's disk.
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return no(403, "This request comes from a page of another origin.", "It was not read.");
  }
  if (!target) return no(404, "There is no such connection.", "It was removed, or never there.");
  if (target.transport !== "direct") return { ok: true, value: target };
  return no(
    409,
    "The console's server does not read over this connection.",
    "It is a direct one: the browser opens it itself, with credentials that stay there.",
  );
}

function refuse(c: Context, { status, reason }: Refused): Response {
  if (status === 503) c.header("Retry-After", String(downloadRetrySeconds));
  return sayNo(c, status, reason);
}

const full: Refused = {
  status: 503,
  reason: {
    title: "Too many downloads run",
    detail: `${mostDownloads} at once is as many as the console sends.`,
    hint: "Begin it again when one has ended.",
  },
};
