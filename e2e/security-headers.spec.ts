import type { APIResponse } from "@playwright/test";
import { expect, test } from "./fixtures";

const pages = ["/c/local", "/nothing", "/c/local/nothing"];
const overview = "/c/local";

test.describe("headers", () => {
  for (const [path, status] of [
    ["/", 307],
    ["/c/local", 200],
    ["/c/local/", 308],
    ["/nothing", 404],
    ["/api/health", 200],
    ["/api/connections", 200],
    ["/api/nothing", 404],
    ["/boot.js", 200],
    ["/_next/static/nope.js", 404],
    ["/gateway/local", 426],
  ] as const) {
    test(`T07 T13 T17 ${path} can neither be framed, kept nor read from elsewhere`, async ({
      request,
    }) => {
      const response = await request.get(path, { maxRedirects: 0 });
      expect(response.status()).toBe(status);
      expectGuarded(response);
      expect(response.headers()["cache-control"]).toBe("no-store");
    });
  }

  test("T13 a hashed file is kept for ever and may start a worker", async ({ request }) => {
    const html = await (await request.get(overview)).text();
    const [chunk = ""] = /\/_next\/static\/[^"]+\.js/.exec(html) ?? [];
    const response = await request.get(chunk);
    expect(response.status()).toBe(200);
    expectGuarded(response);
    expect(response.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(policyOf(response)).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'",
    );
  });

  test("every page has a nonce of its own on each of its scripts", async ({ request }) => {
    const nonces = new Set<string>();
    for (const path of [...pages, ...pages]) {
      const response = await request.get(path);
      const nonce = /'nonce-([^']+)'/.exec(policyOf(response))?.[1] ?? "";
      const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2 * pages.length);
  });

  test("production lets nothing be evaluated and no style in without the nonce", async ({
    request,
  }) => {
    for (const path of pages) {
      const policy = policyOf(await request.get(path));
      expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic';/);
      expect(policy).toMatch(/style-src 'self' 'nonce-[^']+';/);
      expect(policy).not.toContain("unsafe-eval");
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types nextjs default;");
    }
  });

  test("T16 there is no image optimiser", async ({ request }) => {
    const response = await request.get("/_next/image?url=%2Ficon.svg&w=64&q=75");
    expect(response.status()).toBe(404);
    expectGuarded(response);
  });
});

function policyOf(response: APIResponse): string {
  return response.headers()["content-security-policy"] ?? "";
}

function expectGuarded(response: APIResponse): void {
  expect(policyOf(response)).toContain("frame-ancestors 'none'");
  expect(response.headers()).toMatchObject({
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy":
      "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  });
  expect(response.headers()).not.toHaveProperty("x-powered-by");
  expect(response.headers()).not.toHaveProperty("access-control-allow-origin");
}
