import { test as base, expect, type Page, type Worker } from "@playwright/test";
import { huntSecrets } from "./secret-hunt";

/** What a test may say about where its pages go. */
export type Network = {
  /** Lets pages of this test talk to one more origin; otherwise any such request fails the test. */
  allow(origin: string): void;
  /** Takes that back. */
  forbid(origin: string): void;
  /** What pages and workers did that their policy forbids; a test that means to empties it. */
  violations: string[];
};

/**
 * The test of every spec. It fails when a page, a worker or a socket of the test asked another origin than
 * the console's own (T62: it works air-gapped), when one did what its policy forbids, or when the browser was sent
 * a secret: those of all specs hold the word "canary" (T18).
 */
export const test = base.extend<{ network: Network }>({
  network: [
    async ({ context, baseURL }, use) => {
      const allowed = new Set([new URL(baseURL ?? "").origin]);
      const asked: string[] = [];
      const network: Network = {
        allow: (origin) => void allowed.add(origin),
        forbid: (origin) => void allowed.delete(origin),
        violations: [],
      };
      const collect = (text: string) => {
        if (isViolation(text)) network.violations.push(text);
      };
      context.on("request", (request) => asked.push(request.url()));
      context.on("console", (message) => collect(message.text()));
      context.on("page", (page: Page) => {
        page.on("websocket", (socket) => asked.push(socket.url()));
        page.on("worker", (worker) => watchWorker(worker, collect));
      });
      const hunt = huntSecrets(context, ["canary"]);
      await use(network);
      expect.soft(asked.filter((url) => !isAllowed(url, allowed))).toEqual([]);
      expect.soft(network.violations).toEqual([]);
      // A development build carries React's source, which calls some of its versions canaries.
      const found = (await hunt.found()).filter((place) => !/chunks\/node_modules_/.test(place));
      expect.soft(found).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

// The browser's own messages about a worker reach nobody, so the worker says them itself.
function watchWorker(worker: Worker, collect: (text: string) => void): void {
  worker.on("console", (message) => collect(message.text()));
  const listen = () =>
    self.addEventListener("securitypolicyviolation", (event) => {
      const { effectiveDirective, blockedURI } = event as SecurityPolicyViolationEvent;
      // biome-ignore lint/suspicious/noConsole: the only way out of a worker that the test can hear.
      console.warn(`Content Security Policy of a worker: ${effectiveDirective} ${blockedURI}`);
    });
  // A page that is left ends its workers.
  worker.evaluate(listen).catch(() => undefined);
}

function isViolation(text: string): boolean {
  return /content security policy|trusted ?(script|html|types?)/i.test(text);
}

function isAllowed(url: string, allowed: ReadonlySet<string>): boolean {
  const { protocol, origin } = new URL(url.replace(/^ws/, "http"));
  return ["data:", "about:"].includes(protocol) || allowed.has(origin);
}
