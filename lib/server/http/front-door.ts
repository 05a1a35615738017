import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { isApiPath, metricsPath } from "./api-path";
import type { PolicyFacts } from "./content-security-policy";
import { createNonce } from "./content-security-policy";
import { guardResponse } from "./guard-response";
import { responseHeaders } from "./headers";
import { allowedHosts, type Binding, readHost } from "./host";
import { setNonceHeaders, stripInternalHeaders } from "./internal-headers";
import { maxBodyBytes } from "./limits";
import type { Log } from "./log";
import {
  allowedOrigins,
  type OriginRules,
  refuseForeignWrite,
  refuseUpgradeOrigin,
  refuseWrite,
} from "./origin";
import { hasBody, type Refusal, refuse, refuseSocket } from "./refusal";
import { parseRequestTarget } from "./request-target";
import { isBearer } from "./token";

type UpgradeListener = (req: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** What stands behind the front door, and what it needs to know to guard it. */
export type FrontDoorOptions = {
  /** Next's request handler. */
  pages: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  api: Hono;
  /** Where the start page leads: the default connection, which only this module graph knows. */
  home: () => string;
  gateway: {
    has(id: string): boolean;
    upgrade(req: IncomingMessage, socket: Duplex, head: Buffer, id: string): void;
  };
  /** Asked at every request, because the port is known only once the server listens. */
  bindings: () => Binding;
  mode: "production" | "development";
  log: Log;
  /** The bearer token for programs; without one, only pages of this server come in. */
  token?: string | undefined;
  /** The address that people use when it is not the one that the server listens on. */
  publicUrl?: URL | undefined;
  /** WebSocket origins of connections that the browser dials itself. */
  directOrigins?: (() => string[]) | undefined;
  /** Next's upgrade handler for hot reload; never asked in production. */
  devUpgrade?: UpgradeListener | undefined;
};

/** The two listeners of the HTTP server. */
export type FrontDoor = { request: RequestListener; upgrade: UpgradeListener };

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

/** Every request and every upgrade passes here before anything else sees it. */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const answerApi = getRequestListener(options.api.fetch, { overrideGlobalObjects: false });
  return {
    request(req, res) {
      const nonce = createNonce();
      const target = parseRequestTarget(req.url ?? "");
      const path = target.ok ? target.path : "";
      guardResponse(res, (status, contentType) =>
        responseHeaders({ path, status, contentType }, nonce, headerFacts(options)),
      );
      const refusal = target.ok
        ? refuseRequest(req, path, options)
        : { status: 400, why: target.why };
      if (refusal) {
        refuse(req, res, refusal);
        return;
      }
      if (path === "/") {
        // Where to begin is a preference, which only the browser knows: boot.js reads the mark.
        res.writeHead(307, { Location: `${options.home()}#start` }).end();
        return;
      }
      setNonceHeaders(req, nonce);
      const isOurs = isApiPath(path) || path === metricsPath;
      const answer = isOurs ? answerApi(req, res) : options.pages(req, res);
      answer.catch((error: unknown) => fail(req, res, error, options.log));
    },
    upgrade(req, socket, head) {
      const target = parseRequestTarget(req.url ?? "");
      const door = target.ok ? findDoor(target.path, options) : undefined;
      const refusal = door
        ? (refuseHost(req, options) ??
          refuseUpgradeOrigin(req, originRules(options)) ??
          door.refusal)
        : nothingHere;
      stripInternalHeaders(req, options.mode);
      if (door && !refusal) {
        door.open(req, socket, head);
        return;
      }
      const facts = { path: "", status: 404, contentType: "text/plain" };
      const headers = responseHeaders(facts, createNonce(), headerFacts(options));
      refuseSocket(socket, refusal ?? nothingHere, headers);
    },
  };
}

const nothingHere: Refusal = { status: 404, why: "There is nothing at this address." };

// The order matters: nothing is decided by a header before the Host is known to be ours, and nothing
// reads a header that only we may set before the client's is gone.
function refuseRequest(
  req: IncomingMessage,
  path: string,
  options: FrontDoorOptions,
): Refusal | undefined {
  const early = refuseHost(req, options) ?? refuseMethod(req);
  stripInternalHeaders(req, options.mode);
  return (
    early ??
    refuseServerAction(req) ??
    refuseChange(req, path, options) ??
    refuseBody(req) ??
    refusePlainGateway(path)
  );
}

function refuseHost(req: IncomingMessage, options: FrontDoorOptions): Refusal | undefined {
  const host = readHost(req);
  if (host && allowedHosts(options.bindings(), options.publicUrl).has(host)) return undefined;
  return { status: 421, why: "This server does not answer to that host name." };
}

function refuseMethod(req: IncomingMessage): Refusal | undefined {
  return methods.has(req.method ?? "") ? undefined : notAllowed;
}

const notAllowed: Refusal = { status: 405, why: "This method is not allowed here." };

// There are no Server Actions: whoever names one tries their decoder.
function refuseServerAction(req: IncomingMessage): Refusal | undefined {
  if (req.headers["next-action"] === undefined) return undefined;
  return { status: 400, why: "This server has no actions." };
}

function refuseChange(
  req: IncomingMessage,
  path: string,
  options: FrontDoorOptions,
): Refusal | undefined {
  if (isRead(req)) return undefined;
  const rules = originRules(options);
  if (path === "/api/csp") return refuseForeignWrite(req, rules.origins);
  if (isApiPath(path)) return refuseWrite(req, rules);
  // Next's development overlay asks for source maps and the like by POST.
  if (options.mode === "development" && path.startsWith("/__nextjs_")) {
    return refuseForeignWrite(req, rules.origins);
  }
  return notAllowed;
}

function refuseBody(req: IncomingMessage): Refusal | undefined {
  if (Number(req.headers["content-length"] ?? 0) > maxBodyBytes) {
    return { status: 413, why: "The body is too long." };
  }
  if (isRead(req) && hasBody(req)) return { status: 400, why: "A read has no body." };
  return undefined;
}

function refusePlainGateway(path: string): Refusal | undefined {
  return path.startsWith("/gateway/")
    ? { status: 426, why: "This address speaks WebSocket only." }
    : undefined;
}

function isRead(req: IncomingMessage): boolean {
  return req.method === "GET" || req.method === "HEAD";
}

type Door = { refusal: Refusal | undefined; open: UpgradeListener };

function findDoor(path: string, options: FrontDoorOptions): Door | undefined {
  const { gateway, devUpgrade, mode } = options;
  if (mode === "development" && devUpgrade && path === "/_next/hmr") {
    return { refusal: undefined, open: devUpgrade };
  }
  const [, encoded] = /^\/gateway\/([^/]+)$/.exec(path) ?? [];
  if (encoded === undefined) return undefined;
  const id = decodeURIComponent(encoded);
  return {
    // Said only to those who may come in, so that nobody else learns which ids exist.
    refusal: gateway.has(id) ? undefined : nothingHere,
    open: (req, socket, head) => gateway.upgrade(req, socket, head, id),
  };
}

function originRules(options: FrontDoorOptions): OriginRules {
  return {
    origins: allowedOrigins(options.bindings(), options.publicUrl),
    isBearer: (sent) => options.token !== undefined && isBearer(sent, options.token),
  };
}

function headerFacts(options: FrontDoorOptions): PolicyFacts {
  return {
    mode: options.mode,
    connectOrigins: options.directOrigins?.() ?? [],
    https: options.publicUrl?.protocol === "https:",
  };
}

function fail(req: IncomingMessage, res: ServerResponse, error: unknown, log: Log): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log("error", `${req.method} ${JSON.stringify(req.url)} failed: ${text}`);
  if (res.headersSent) res.destroy();
  else refuse(req, res, { status: 500, why: "This page failed. The server's log says why." });
}
