import { describe, expect, it } from "vitest";
import { formatServerUrl, parseServerUrl } from "./url";

describe("a server URL", () => {
  it.each([
    ["nats://demo.example:4333", "nats://demo.example:4333"],
    ["demo.example", "nats://demo.example:4222"],
    ["demo.example:4333", "nats://demo.example:4333"],
    ["127.0.0.1", "nats://127.0.0.1:4222"],
    ["TLS://Demo.Example", "tls://demo.example:4222"],
    ["nats://h:80", "nats://h:80"],
    ["nats://h:443", "nats://h:443"],
    ["ws://h", "ws://h:80"],
    ["wss://h", "wss://h:443"],
    ["wss://h/nats?x=1", "wss://h:443/nats?x=1"],
    ["nats://[::1]:4222", "nats://[::1]:4222"],
    ["nats://[::1]", "nats://[::1]:4222"],
    ["nats://h/", "nats://h:4222"],
    ["nats://u:p@h:1", "nats://h:1"],
  ])("%s is dialled as %s", (text, dialled) => {
    const parsed = parseServerUrl(text);
    expect(parsed.ok && formatServerUrl(parsed.url)).toBe(dialled);
  });

  it("gives an IPv6 host without its brackets", () => {
    expect(parseServerUrl("nats://[::1]:4222")).toMatchObject({ url: { host: "::1" } });
  });

  it.each([
    ["nats://ada:p%40ss%2F@h", { user: "ada", password: "p@ss/" }],
    ["nats://t0ken@h", { user: "t0ken" }],
    ["nats://ada:100%@h", { user: "ada", password: "100%" }],
    ["ada:word@h:4222", { user: "ada", password: "word" }],
  ])("has its user info taken out: %s", (text, user) => {
    expect(parseServerUrl(text)).toMatchObject({ ok: true, url: { host: "h", ...user } });
  });

  it.each(["http://h", "nats://", "nats://h:99999", "nats://a b", "nats://h:port", "://h", ""])(
    "is refused without repeating it: %j",
    (text) => {
      const parsed = parseServerUrl(text);
      expect(parsed.ok).toBe(false);
      expect(JSON.stringify(parsed)).not.toContain("99999");
    },
  );
});
