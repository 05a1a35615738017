import { describe, expect, it, test } from "vitest";
import { responseHeaders } from "./headers";

const facts = { mode: "production" as const, connectOrigins: [], https: false };
const html = "text/html; charset=utf-8";
const immutable = "public, max-age=31536000, immutable";

describe("response headers", () => {
  test.each([
    ["/c/local", 200, html, "page", "no-store"],
    ["/c/local", 200, "text/x-component", "page", "no-store"],
    ["/c/local/streams/boot.js", 200, html, "page", "no-store"],
    ["/nothing", 404, html, "page", "no-store"],
    ["/c/local/", 308, undefined, "page", "no-store"],
    ["/api/health", 200, "application/json", "page", "no-store"],
    ["/metrics", 200, "text/plain", "page", "no-store"],
    ["/_next/static/chunks/a.js", 200, "application/javascript", "static", immutable],
    ["/_next/static/chunks/turbopack-worker-1a.js", 200, "text/javascript", "static", "no-store"],
    ["/_next/static/chunks/a.js", 206, "application/javascript", "static", immutable],
    ["/_next/static/chunks/a.js", 304, undefined, "static", immutable],
    ["/_next/static/chunks/a.js", 404, html, "page", "no-store"],
    ["/boot.js", 200, "application/javascript", "static", "no-store"],
    ["/boot.js", 304, undefined, "static", "no-store"],
    ["/boot.js", 500, "text/plain", "page", "no-store"],
    ["/icon.svg", 200, "image/svg+xml", "static", "no-store"],
    ["", 400, undefined, "page", "no-store"],
  ])("of %s with %i %s are those of a %s, %s", (path, status, contentType, kind, cache) => {
    const headers = responseHeaders({ path, status, contentType }, "R", facts);
    const policy = headers["Content-Security-Policy"] ?? "";
    expect(policy.includes("'nonce-R'") ? "page" : "static").toBe(kind);
    expect(headers["Cache-Control"]).toBe(cache);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      "X-Frame-Options": "DENY",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
  });

  it("ask for https only where people come by https", () => {
    const response = { path: "/", status: 200, contentType: html };
    expect(responseHeaders(response, "R", facts)).not.toHaveProperty("Strict-Transport-Security");
    expect(responseHeaders(response, "R", { ...facts, https: true })).toMatchObject({
      "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
      "Reporting-Endpoints": 'csp="/api/csp"',
    });
  });

  it("let nothing be kept in development", () => {
    const response = { path: "/_next/static/a.js", status: 200, contentType: "text/javascript" };
    const headers = responseHeaders(response, "R", { ...facts, mode: "development" });
    expect(headers["Cache-Control"]).toBe("no-store");
  });
});
