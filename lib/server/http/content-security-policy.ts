import { randomBytes } from "node:crypto";

/** What a policy depends on. */
export type PolicyFacts = {
  mode: "production" | "development";
  /** WebSocket origins of connections that the browser dials itself. */
  connectOrigins: readonly string[];
  /** Whether people reach it by https, through a proxy that ends TLS. */
  https: boolean;
};

/** A nonce for one response: 128 random bits. */
export function createNonce(): string {
  return randomBytes(16).toString("base64");
}

/** The policy of pages, /api and errors: only scripts with this response's nonce run. */
export function pagePolicy(nonce: string, facts: PolicyFacts): string {
  return join({
    "default-src": "'none'",
    "script-src": scriptSources(nonce, facts.mode),
    "style-src": styleSources(nonce, facts.mode),
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": connectSources(facts),
    "manifest-src": "'self'",
    "worker-src": "'self' blob:",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    ...trustedTypes(facts.mode),
    // Beside report-to, Chromium ignores report-uri, and it reports to an endpoint by https only.
    ...(facts.https ? { "report-to": "csp" } : {}),
    "report-uri": "/api/csp",
  });
}

/**
 * The policy of hashed and public files. A worker takes its policy from its own script's response, and
 * Turbopack's worker starts with importScripts, which Trusted Types would stop.
 */
export function staticPolicy(facts: PolicyFacts): string {
  return join({
    "default-src": "'none'",
    "script-src": facts.mode === "development" ? "'self' 'unsafe-eval'" : "'self'",
    "connect-src": connectSources(facts),
    "frame-ancestors": "'none'",
  });
}

/** The policy of what somebody has put into an object store, should a browser ever show it: it can do nothing (T39). */
export const downloadPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

// React evaluates strings in development, which Trusted Types would stop whatever script-src says.
function trustedTypes(mode: PolicyFacts["mode"]): Record<string, string> {
  if (mode === "development") return {};
  return { "require-trusted-types-for": "'script'", "trusted-types": "nextjs default" };
}

// Development tools insert styles. A nonce beside 'unsafe-inline' would switch the latter off.
function scriptSources(nonce: string, mode: PolicyFacts["mode"]): string {
  const strict = `'nonce-${nonce}' 'strict-dynamic'`;
  return mode === "development" ? `${strict} 'unsafe-eval'` : strict;
}

function styleSources(nonce: string, mode: PolicyFacts["mode"]): string {
  return mode === "development" ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
}

function connectSources(facts: PolicyFacts): string {
  return ["'self'", ...facts.connectOrigins].join(" ");
}

function join(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
