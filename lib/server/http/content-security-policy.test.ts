import { describe, expect, it } from "vitest";
import { createNonce, pagePolicy, staticPolicy } from "./content-security-policy";

const production = { mode: "production" as const, connectOrigins: [], https: false };
const development = { mode: "development" as const, connectOrigins: [], https: false };

describe("content security policy", () => {
  it("lets only scripts with the nonce run on a page", () => {
    expect(pagePolicy("R", production)).toBe(
      "default-src 'none'; script-src 'nonce-R' 'strict-dynamic'; style-src 'self' 'nonce-R'; " +
        "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; base-uri 'none'; " +
        "form-action 'self'; frame-ancestors 'none'; object-src 'none'; " +
        "require-trusted-types-for 'script'; trusted-types nextjs default; " +
        "report-uri /api/csp",
    );
  });

  it("reports to a named endpoint only by https, where a browser does so at all", () => {
    expect(pagePolicy("R", production)).not.toContain("report-to");
    expect(pagePolicy("R", { ...production, https: true })).toMatch(
      /; report-to csp; report-uri \/api\/csp$/,
    );
  });

  it("lets a worker load its chunks", () => {
    expect(staticPolicy(production)).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'",
    );
  });

  it("names the servers that the browser dials itself", () => {
    const facts = { ...production, connectOrigins: ["wss://a.example", "wss://b.example:444"] };
    for (const policy of [pagePolicy("R", facts), staticPolicy(facts)]) {
      expect(policy).toContain("connect-src 'self' wss://a.example wss://b.example:444; ");
    }
  });

  it("requires Trusted Types in production", () => {
    expect(pagePolicy("R", production)).toContain("require-trusted-types-for 'script'");
    expect(pagePolicy("R", development)).not.toContain("trusted-types");
  });

  it("evaluates code in development and never in production", () => {
    expect(pagePolicy("R", development)).toContain("'unsafe-eval'");
    expect(pagePolicy("R", development)).toContain("style-src 'self' 'unsafe-inline';");
    for (const policy of [pagePolicy("R", production), staticPolicy(production)]) {
      expect(policy).not.toContain("unsafe-eval");
      expect(policy.replace("style-src-attr 'unsafe-inline'", "")).not.toContain("unsafe-inline");
    }
  });

  it("never uses a nonce twice, and none that Next would not read", () => {
    const nonces = Array.from({ length: 1000 }, createNonce);
    expect(new Set(nonces).size).toBe(1000);
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });
});
