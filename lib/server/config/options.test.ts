import { describe, expect, it } from "vitest";
import { parseOptions } from "./options";

describe("options of the server", () => {
  it("listens on loopback, port 3222, with the demo, unless told otherwise", () => {
    const parsed = parseOptions({});
    expect(parsed).toMatchObject({
      ok: true,
      options: { host: "127.0.0.1", port: 3222, demo: true, development: false },
    });
  });

  it.each(["0.0.0.0", "192.168.1.4", "::", "example.org", "127.evil.example"])(
    "refuses to listen on %s while there is no login, and says why",
    (host) => {
      const parsed = parseOptions({ NATSIGHT_HOST: host });
      expect(parsed).toMatchObject({ ok: false, why: expect.stringContaining("no login") });
    },
  );

  it.each(["127.0.0.1", "127.0.0.5", "localhost", "::1"])(
    "accepts the loopback name %s",
    (host) => {
      expect(parseOptions({ NATSIGHT_HOST: host })).toMatchObject({ ok: true });
    },
  );

  it.each(["http", "-1", "70000", "3.5"])("refuses the port %s by its name", (port) => {
    const parsed = parseOptions({ NATSIGHT_PORT: port });
    expect(parsed).toMatchObject({ ok: false, why: expect.stringContaining("NATSIGHT_PORT") });
  });

  it("lets everybody be admin and runs a server of its own, unless told otherwise", () => {
    expect(parseOptions({})).toMatchObject({ options: { role: "admin", embedded: true } });
    const told = { NATSIGHT_ROLE: "reader", NATSIGHT_EMBEDDED: "0" };
    expect(parseOptions(told)).toMatchObject({ options: { role: "reader", embedded: false } });
  });

  it("leaves the gateway's bounds alone, unless told otherwise", () => {
    expect(parseOptions({})).toMatchObject({ options: { gatewayLimits: {} } });
    const told = { NATSIGHT_GATEWAY_SOCKETS: "4000", NATSIGHT_GATEWAY_SOCKETS_PER_ADDRESS: "600" };
    expect(parseOptions(told)).toMatchObject({
      options: { gatewayLimits: { sockets: 4_000, socketsOfAddress: 600 } },
    });
    expect(parseOptions({ NATSIGHT_GATEWAY_SOCKETS: "0" })).toMatchObject({
      ok: false,
      why: expect.stringContaining("NATSIGHT_GATEWAY_SOCKETS"),
    });
  });

  it("takes what is said of the history, and refuses by its name what can't be", () => {
    expect(parseOptions({})).toMatchObject({ options: { history: {} } });
    const told = { NATSIGHT_HISTORY: "0", NATSIGHT_HISTORY_MAX_BYTES: "1 GiB" };
    expect(parseOptions({ ...told, NATSIGHT_HISTORY_FINE: "6h" })).toMatchObject({
      options: { history: { isEnabled: false, maxBytes: 2 ** 30, fineMs: 6 * 3_600_000 } },
    });
    expect(parseOptions({ NATSIGHT_HISTORY_MINUTE: "5m" })).toMatchObject({
      ok: false,
      why: expect.stringContaining("NATSIGHT_HISTORY_MINUTE"),
    });
  });

  it.each([
    ["NATSIGHT_ROLE", "root", "observer"],
    ["NATSIGHT_EMBEDDED", "no", "0"],
  ])("refuses a wrong %s by its name, and says what it may be", (name, value, word) => {
    const parsed = parseOptions({ [name]: value });
    expect(parsed).toMatchObject({ ok: false, why: expect.stringContaining(name) });
    expect(parsed).toMatchObject({ why: expect.stringContaining(word) });
  });
});
