import { Hono, type MiddlewareHandler } from "hono";
import { z } from "zod";
import type { ConnectionList, ConnectionProblem, ConnectionSummary } from "@/lib/model/connection";
import type { RoleName } from "@/lib/model/role";
import { isLoopback } from "@/lib/server/config/options";
import type { Connections } from "@/lib/server/connections/connections";
import type { Editing } from "@/lib/server/connections/editing";
import { sentSettings } from "@/lib/server/connections/settings-schema";
import { summarise, summariseBroken } from "@/lib/server/connections/summary";
import { readBody, refuseChange, sayNo } from "./api-answer";

/** What the routes about connections need. */
export type ConnectionRoutes = {
  connections: Pick<Connections, "registry" | "defaultId" | "broken" | "problems">;
  editing: Editing;
  /** What everybody may do who comes in, until there is a login. */
  role: RoleName;
  /** Why the list can't be changed here, whoever asks. */
  fixed: string | undefined;
};

/** The list of connections, and what changes it. */
export function createConnectionsApi(routes: ConnectionRoutes): Hono {
  const { editing } = routes;
  const api = new Hono();

  api.get("/api/connections", (c) => c.json(listOf(routes)));

  // Everything below it, these addresses themselves too.
  api.use("/api/connections/*", forAdmins(routes));
  api.use("/api/contexts/*", forAdmins(routes));

  api.post("/api/connections", async (c) => {
    const read = await readBody(c, sentSettings);
    if (!read.ok) return read.response;
    const made = editing.create(read.body);
    return made.ok ? c.json(made.value, 201) : refuseChange(c, unsaved, made);
  });
  api.put("/api/connections/default", async (c) => {
    const read = await readBody(c, chosen);
    if (!read.ok) return read.response;
    const done = editing.choose(read.body.id);
    return done.ok ? c.body(null, 204) : refuseChange(c, "The default did not change.", done);
  });
  api.get("/api/connections/:id/settings", (c) => {
    const found = editing.settings(c.req.param("id"));
    if (found.ok) return c.json(found.value);
    return refuseChange(c, "This connection can't be edited here.", found);
  });
  api.put("/api/connections/:id", async (c) => {
    const read = await readBody(c, sentSettings);
    if (!read.ok) return read.response;
    const done = editing.update(c.req.param("id"), read.body);
    return done.ok ? c.json(done.value) : refuseChange(c, unsaved, done);
  });
  api.delete("/api/connections/:id", (c) => {
    const done = editing.remove(c.req.param("id"));
    return done.ok ? c.body(null, 204) : refuseChange(c, "It was not deleted.", done);
  });

  api.get("/api/contexts", (c) => c.json(editing.contexts()));
  api.post("/api/contexts/:name/import", async (c) => {
    const read = await readBody(c, nothing);
    if (!read.ok) return read.response;
    const made = editing.importContext(c.req.param("name"));
    return made.ok ? c.json(made.value, 201) : refuseChange(c, "It was not imported.", made);
  });
  return api;
}

/** Lets only those in who may change the list; others hear why. */
export function forAdmins(routes: Pick<ConnectionRoutes, "role" | "fixed">): MiddlewareHandler {
  return async (c, next) => {
    const why = whyNot(routes);
    if (why === undefined) return next();
    return sayNo(c, 403, { title: "Connections can't be changed here.", detail: why });
  };
}

const unsaved = "The connection was not saved.";
const chosen = z.strictObject({ id: z.string().min(1).max(64) });
const nothing = z.strictObject({});

/** Why the list can't be changed where the server listens, whoever asks; undefined where it can. */
export function whyFixed(host: string, { sources }: Connections): string | undefined {
  if (isLoopback(host)) return sources.saved.fault?.why;
  return "Others reach this console, so its connections come from its configuration file alone.";
}

function listOf(routes: ConnectionRoutes): ConnectionList {
  const { connections, role } = routes;
  const defaultId = connections.defaultId();
  const used = connections.registry.list().map((one) => summarise(one, role, defaultId));
  const broken = connections
    .broken()
    .map((saved): ConnectionSummary => summariseBroken(saved, role));
  return {
    connections: [...used, ...broken],
    fixed: whyNot(routes),
    problems: problemsFor(role, connections.problems()),
  };
}

// They name files of this machine, which are nobody's business who can't mend them.
function problemsFor(role: RoleName, problems: ConnectionProblem[]): ConnectionProblem[] {
  return role === "admin" ? problems : [];
}

function whyNot({ role, fixed }: Pick<ConnectionRoutes, "role" | "fixed">): string | undefined {
  if (role !== "admin") return `Your role is ${role}; connections are for admins.`;
  return fixed;
}
