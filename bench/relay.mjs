import { connect, createServer } from "node:net";

// The floor of `gateway`: every connection is piped to one of its own, and nothing is looked at.

const natsPort = Number(process.argv[2]);
const server = createServer((client) => {
  const nats = connect(natsPort, "127.0.0.1");
  client.pipe(nats).pipe(client);
  const end = () => {
    client.destroy();
    nats.destroy();
  };
  for (const socket of [client, nats]) socket.on("error", end).on("close", end);
});
server.listen(0, "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  process.stdout.write(`relay at ${port}\n`);
});
process.on("SIGTERM", () => process.exit(0));
