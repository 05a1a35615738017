import { describe, expect, it } from "vitest";
import { rewriteInfo } from "./browser-info";

const secret = {
  nonce: "n0nce",
  auth_required: true,
  tls_required: true,
  tls_available: true,
  tls_verify: true,
  connect_urls: ["10.0.0.1:4222"],
  ws_connect_urls: ["10.0.0.1:8080"],
  client_ip: "10.1.1.1",
  ip: "10.1.1.2",
  host: "10.0.0.3",
  port: 4222,
  xkey: "XKEY",
  git_commit: "abc",
  something_new: "10.9.9.9",
};

const shown = {
  server_id: "NABC",
  server_name: "n1",
  version: "2.15.1",
  proto: 1,
  go: "go1.27",
  headers: true,
  max_payload: 1048576,
  jetstream: true,
  client_id: 7,
  cluster: "lab",
  domain: "hub",
  api_lvl: 4,
  acc_is_sys: true,
  ldm: true,
};

describe("the INFO for a browser", () => {
  it("keeps what a client needs and drops all else, also what is not known yet", () => {
    const line = rewriteInfo(JSON.stringify({ ...shown, ...secret }))?.toString() ?? "";
    expect(line.startsWith("INFO {") && line.endsWith("}\r\n")).toBe(true);
    expect(JSON.parse(line.slice(5))).toEqual(shown);
  });

  it.each(["", "{", "[]", '{"version":1}', "null"])("is not made from %j", (json) => {
    expect(rewriteInfo(json)).toBeUndefined();
  });
});
