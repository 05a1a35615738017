import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it, test } from "vitest";
import { allowedOrigins, refuseForeignWrite, refuseUpgradeOrigin, refuseWrite } from "./origin";

const own = "http://127.0.0.1:3222";
const rules = {
  origins: allowedOrigins({ host: "127.0.0.1", port: 3222 }),
  isBearer: (sent: string | undefined) => sent === "Bearer good",
};
const json = { "content-type": "application/json", "content-length": "2", "x-requested-by": "ui" };

describe("T01 origin of an upgrade", () => {
  test.each([
    [{ origin: own }, undefined],
    [{ origin: "http://localhost:3222" }, undefined],
    [{ origin: "http://[::1]:3222" }, undefined],
    [{ authorization: "Bearer good" }, undefined],
    [{ origin: "null", authorization: "Bearer good" }, undefined],
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "http://evil.example", authorization: "Bearer good" }, 403],
    [{ origin: "null" }, 403],
    [{}, 403],
    [{ authorization: "Bearer bad" }, 403],
    [{ authorization: "Bearer good", cookie: "sid=1" }, 403],
    [{ origin: "http://127.0.0.1:3222.evil.example" }, 403],
    [{ origin: "http://own.evil.example:3222" }, 403],
    [{ origin: "http://127.0.0.1:3223" }, 403],
    [{ origin: "http://127.0.0.1" }, 403],
    [{ origin: "http://LOCALHOST:3222" }, 403],
    [{ origin: "https://127.0.0.1:3222" }, 403],
    [{ origin: `${own}/` }, 403],
    [{ origin: "" }, 403],
  ])("%j", (headers, status) => {
    expect(refuseUpgradeOrigin(request(headers), rules)?.status).toBe(status);
  });

  it("takes the public address exactly", () => {
    const origins = allowedOrigins({ host: "127.0.0.1", port: 1 }, new URL("https://n.example/x"));
    expect(origins.has("https://n.example")).toBe(true);
    expect(origins.has("http://n.example")).toBe(false);
  });
});

describe("T03 change", () => {
  test.each([
    [{ ...json, origin: own }, undefined],
    [{ ...json, "sec-fetch-site": "same-origin" }, undefined],
    [{ ...json, "sec-fetch-site": "none" }, undefined],
    [{ ...json, authorization: "Bearer good", "x-requested-by": "" }, undefined],
    [{ origin: own, "x-requested-by": "ui" }, undefined],
    [{ ...json, origin: own, "content-type": "Application/JSON; charset=utf-8" }, undefined],
    [{ ...json, origin: "http://evil.example" }, 403],
    [{ ...json, origin: "null" }, 403],
    [{ ...json, origin: "null", authorization: "Bearer good" }, 403],
    [{ ...json }, 403],
    [{ ...json, "sec-fetch-site": "cross-site" }, 403],
    [{ ...json, "sec-fetch-site": "same-site" }, 403],
    [{ ...json, origin: own, "sec-fetch-site": "cross-site" }, 403],
    [{ ...json, authorization: "Bearer bad" }, 403],
    [{ ...json, authorization: "Bearer good", cookie: "sid=1" }, 403],
    [{ ...json, origin: own, "x-requested-by": "" }, 403],
    [{ ...json, origin: own, "content-type": "application/x-www-form-urlencoded" }, 415],
    [{ ...json, origin: own, "content-type": "text/plain" }, 415],
    [{ ...json, origin: own, "content-type": "multipart/form-data; boundary=b" }, 415],
    [{ ...json, origin: own, "content-type": "application/jsonp" }, 415],
    [{ ...json, origin: own, "content-type": "" }, 415],
    [{ ...json, authorization: "Bearer good", "content-type": "text/plain" }, 415],
  ])("%j", (headers, status) => {
    expect(refuseWrite(request(headers), rules)?.status).toBe(status);
  });

  test.each([
    [{}, undefined],
    [{ origin: own }, undefined],
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
  ])("a report of a browser: %j", (headers, status) => {
    expect(refuseForeignWrite(request(headers), rules.origins)?.status).toBe(status);
  });
});

function request(headers: Record<string, string | undefined>): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) req.rawHeaders.push(name, value);
    if (value !== undefined) req.headers[name] = value;
  }
  return req;
}
