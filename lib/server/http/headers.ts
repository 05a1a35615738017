import { isApiPath, isDownloadPath, metricsPath } from "./api-path";
import {
  downloadPolicy,
  type PolicyFacts,
  pagePolicy,
  staticPolicy,
} from "./content-security-policy";

/** What is known about a response when its head is about to be sent. */
export type ResponseFacts = { path: string; status: number; contentType: string | undefined };

/** The security headers that one response carries, whoever wrote the rest of it. */
export function responseHeaders(
  response: ResponseFacts,
  nonce: string,
  facts: PolicyFacts,
): Record<string, string> {
  const headers: Record<string, string> = {
    "Content-Security-Policy": policyOf(response, nonce, facts),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy":
      "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control":
      isHashed(response) && !isWorkerEntry(response) && facts.mode === "production"
        ? "public, max-age=31536000, immutable"
        : "no-store",
  };
  if (!facts.https) return headers;
  headers["Reporting-Endpoints"] = 'csp="/api/csp"';
  headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains";
  return headers;
}

function policyOf(response: ResponseFacts, nonce: string, facts: PolicyFacts): string {
  if (isDownloadPath(response.path)) return downloadPolicy;
  return isFixedFile(response) ? staticPolicy(facts) : pagePolicy(nonce, facts);
}

// Hashed files and those of public/. A file is told from a page by its type, because a stream may
// well be called boot.js; 304 has no type, and pages are never cached.
function isFixedFile(response: ResponseFacts): boolean {
  const { path } = response;
  if (!isFound(response.status) || isApiPath(path) || path === metricsPath) return false;
  if (response.status === 304 || isHashed(response)) return true;
  const { contentType } = response;
  return contentType !== undefined && !/^text\/(html|x-component)/i.test(contentType);
}

function isHashed(response: ResponseFacts): boolean {
  return isFound(response.status) && response.path.startsWith("/_next/static/");
}

// A worker takes its policy from this file's response, and that names the direct connections: kept, it would
// shut out those that are added later. It only loads the worker's other files, which are kept.
function isWorkerEntry({ path }: ResponseFacts): boolean {
  return path.startsWith("/_next/static/chunks/turbopack-worker-");
}

function isFound(status: number): boolean {
  return status === 200 || status === 206 || status === 304;
}
