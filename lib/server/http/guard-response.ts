import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

type Decide = (status: number, contentType: string | undefined) => Record<string, string>;

/**
 * Makes sure that a response carries the headers that `decide` names, whoever writes it: they are set
 * at the last moment, because Next and Hono set headers of their own, and a 404 or 308 of theirs is a
 * response like any other.
 */
export function guardResponse(res: ServerResponse, decide: Decide): void {
  const writeHead = res.writeHead.bind(res) as (status: number, reason?: string) => ServerResponse;
  res.writeHead = (status: number, ...rest: unknown[]): ServerResponse => {
    const reason = typeof rest[0] === "string" ? rest[0] : undefined;
    takeHeaders(res, reason === undefined ? rest[0] : rest[1]);
    const type = res.getHeader("content-type");
    const headers = decide(status, type === undefined ? undefined : String(type));
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    if (headers["Cache-Control"] === "no-store") varyByCookie(res);
    return reason === undefined ? writeHead(status) : writeHead(status, reason);
  };
}

function takeHeaders(res: ServerResponse, headers: unknown): void {
  if (Array.isArray(headers)) {
    const flat: string[] = headers.flat();
    for (let at = 0; at + 1 < flat.length; at += 2) res.removeHeader(String(flat[at]));
    for (let at = 0; at + 1 < flat.length; at += 2) {
      res.appendHeader(String(flat[at]), String(flat[at + 1]));
    }
    return;
  }
  for (const [name, value] of Object.entries((headers ?? {}) as OutgoingHttpHeaders)) {
    if (value !== undefined) res.setHeader(name, value);
  }
}

function varyByCookie(res: ServerResponse): void {
  const vary = [res.getHeader("vary") ?? []].flat().join(", ");
  if (/(^|,)\s*(\*|cookie)\s*(,|$)/i.test(vary)) return;
  res.setHeader("Vary", vary === "" ? "Cookie" : `${vary}, Cookie`);
}
