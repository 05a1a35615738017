import type { IncomingMessage } from "node:http";

// What Next, or a proxy in front of it, tells itself by request headers. From a client they would
// choose the CSP nonce, skip checks or poison what is cached (CVE-2025-29927, -2026-44576, -44581).
const prefixes = [
  "x-middleware-",
  "x-nextjs-",
  "x-next-",
  "x-now-",
  "x-invoke-",
  "x-vercel-",
  "x-prerender-",
  "x-action-",
  "x-forwarded-",
  "x-original-",
];
const names = new Set([
  "content-security-policy",
  "content-security-policy-report-only",
  "x-nonce",
  "x-matched-path",
  "x-real-ip",
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
  "x-rewrite-url",
  "forwarded",
  "next-resume",
]);
// The development overlay finds its page again by these.
const developmentNames = new Set(["x-nextjs-request-id", "x-nextjs-html-request-id"]);

/** Takes away the request headers that only this server may set, in every form that Node keeps. */
export function stripInternalHeaders(
  req: IncomingMessage,
  mode: "production" | "development",
): void {
  const isInternal = (name: string) =>
    !(mode === "development" && developmentNames.has(name)) &&
    (names.has(name) || prefixes.some((prefix) => name.startsWith(prefix)));
  // First, because Node builds these two from the raw ones when they are first read.
  for (const headers of [req.headers, req.headersDistinct]) {
    for (const name of Object.keys(headers)) if (isInternal(name)) delete headers[name];
  }
  const kept: string[] = [];
  for (let at = 0; at + 1 < req.rawHeaders.length; at += 2) {
    const name = req.rawHeaders[at] ?? "";
    if (!isInternal(name.toLowerCase())) kept.push(name, req.rawHeaders[at + 1] ?? "");
  }
  req.rawHeaders.splice(0, req.rawHeaders.length, ...kept);
}

/** Tells Next the nonce of this response: it puts it on every script that it renders. */
export function setNonceHeaders(req: IncomingMessage, nonce: string): void {
  req.headers["content-security-policy"] = `script-src 'nonce-${nonce}'`;
  req.headers["x-nonce"] = nonce;
}
