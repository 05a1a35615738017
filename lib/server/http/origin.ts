import type { IncomingMessage } from "node:http";
import { allowedHosts, type Binding } from "./host";
import { headerValues } from "./raw-headers";
import { hasBody, type Refusal } from "./refusal";

/** The origins whose pages are our own. */
export function allowedOrigins(binding: Binding, publicUrl?: URL): Set<string> {
  const origins = new Set([...allowedHosts(binding)].map((host) => `http://${host}`));
  if (publicUrl) origins.add(publicUrl.origin);
  return origins;
}

/** What the origin checks need to know about this server. */
export type OriginRules = {
  origins: ReadonlySet<string>;
  /** Whether an Authorization header proves that the sender can read our data folder. */
  isBearer: (authorization: string | undefined) => boolean;
};

/**
 * May this request open a WebSocket? Browsers send the Origin of the page and let any page try, so it
 * has to be ours exactly; a program without one shows the bearer token.
 */
export function refuseUpgradeOrigin(req: IncomingMessage, rules: OriginRules): Refusal | undefined {
  const origin = readOrigin(req);
  if (origin !== undefined && origin !== "null") {
    return rules.origins.has(origin) ? undefined : foreign;
  }
  return isProgram(req, rules) ? undefined : unproven;
}

/**
 * May this request change something? A page of another origin can make the browser send a simple
 * POST; it cannot choose the Origin, add X-Requested-By, or send JSON without being asked first.
 */
export function refuseWrite(req: IncomingMessage, rules: OriginRules): Refusal | undefined {
  if (isProgram(req, rules) && readOrigin(req) === undefined) return refuseContentType(req);
  const refusal = refuseForeignWrite(req, rules.origins) ?? refuseUnsaidOrigin(req);
  if (refusal) return refusal;
  if (!req.headers["x-requested-by"]) {
    return { status: 403, why: "A change needs the X-Requested-By header." };
  }
  return refuseContentType(req);
}

/**
 * Was this sent by a page of another origin? A browser's own report may lack both headers, which is
 * no fault where nothing can be changed.
 */
export function refuseForeignWrite(
  req: IncomingMessage,
  origins: ReadonlySet<string>,
): Refusal | undefined {
  const origin = readOrigin(req);
  if (origin !== undefined && !origins.has(origin)) return foreign;
  const site = req.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none" ? undefined : foreign;
}

const foreign: Refusal = { status: 403, why: "This request comes from a page of another origin." };

const unproven: Refusal = {
  status: 403,
  why: "This request has neither an Origin of this server nor the bearer token of its data folder.",
};

function refuseUnsaidOrigin(req: IncomingMessage): Refusal | undefined {
  const said = readOrigin(req) ?? req.headers["sec-fetch-site"];
  return said === undefined ? unproven : undefined;
}

function refuseContentType(req: IncomingMessage): Refusal | undefined {
  const type = req.headers["content-type"];
  if (type === undefined && !hasBody(req)) return undefined;
  if (type && /^application\/json\s*(;|$)/i.test(type)) return undefined;
  return { status: 415, why: "A change is sent as application/json." };
}

/** The Origin header; several count as a foreign one. */
function readOrigin(req: IncomingMessage): string | undefined {
  const values = headerValues(req, "origin");
  return values.length === 0 ? undefined : values.join(", ");
}

// A cookie is a browser's: whoever has one is judged by its Origin.
function isProgram(req: IncomingMessage, rules: OriginRules): boolean {
  return req.headers.cookie === undefined && rules.isBearer(req.headers.authorization);
}
