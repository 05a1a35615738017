import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base } from "./fixtures";

/** A page of somebody else, on another port of this machine. */
export type OtherSite = {
  origin: string;
  /** The HTML that its only page has from now on. */
  serve(html: string): void;
};

/** The test of every spec, with somebody else's site beside the console. */
export const test = base.extend<{ otherSite: OtherSite }>({
  otherSite: async ({ network }, use) => {
    let html = "";
    const server = createServer((_req, res) => {
      res.setHeader("Content-Type", "text/html");
      res.end(`<!doctype html><title>Other</title><body>${html}</body>`);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    network.allow(origin);
    await use({
      origin,
      serve: (next) => {
        html = next;
      },
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});
