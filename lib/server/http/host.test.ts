import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it, test } from "vitest";
import { allowedHosts, readHost } from "./host";

describe("T02 host", () => {
  test.each([
    ["127.0.0.1", 3222, undefined, ["127.0.0.1:3222", "[::1]:3222", "localhost:3222"]],
    ["localhost", 3222, undefined, ["127.0.0.1:3222", "[::1]:3222", "localhost:3222"]],
    ["::1", 3222, undefined, ["127.0.0.1:3222", "[::1]:3222", "localhost:3222"]],
    ["0.0.0.0", 3222, undefined, ["127.0.0.1:3222", "[::1]:3222", "localhost:3222"]],
    ["127.0.0.2", 1, undefined, ["127.0.0.1:1", "127.0.0.2:1", "[::1]:1", "localhost:1"]],
    [
      "127.0.0.1",
      3222,
      "https://nats.example/",
      ["127.0.0.1:3222", "[::1]:3222", "localhost:3222", "nats.example"],
    ],
    [
      "127.0.0.1",
      80,
      undefined,
      ["127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:80", "localhost", "localhost:80"],
    ],
  ])("of a server on %s port %i with public address %s", (host, port, publicUrl, expected) => {
    const allowed = allowedHosts({ host, port }, publicUrl ? new URL(publicUrl) : undefined);
    expect([...allowed].sort()).toEqual(expected.sort());
  });

  test.each([
    ["is read in lower case", ["Localhost:3222"], "localhost:3222"],
    ["is unknown when it is empty", [""], undefined],
    ["is unknown when there is none", [], undefined],
    ["is unknown when there are two", ["localhost:3222", "evil.example"], undefined],
    ["is unknown when there are two alike", ["localhost:3222", "localhost:3222"], undefined],
  ])("%s", (_title, hosts, expected) => {
    const req = new IncomingMessage(new Socket());
    req.rawHeaders = hosts.flatMap((host) => ["Host", host]);
    expect(readHost(req)).toBe(expected);
  });

  it("does not let a wildcard address be a name", () => {
    expect(allowedHosts({ host: "0.0.0.0", port: 3222 }).has("0.0.0.0:3222")).toBe(false);
  });
});
