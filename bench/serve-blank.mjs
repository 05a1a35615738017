import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";

// The blank page is served as server.ts serves the console's: Next's handler behind node's own server.

const app = next({
  dev: false,
  dir: join(import.meta.dirname, "blank"),
  httpServer: createServer(),
});
await app.prepare();
const server = createServer(app.getRequestHandler());
server.listen(0, "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  process.stdout.write(`http://127.0.0.1:${port} is blank\n`);
});
process.on("SIGTERM", () => process.exit(0));
