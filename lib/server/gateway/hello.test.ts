import { createUser } from "@nats-io/nkeys";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInfo } from "@/lib/server/dial/info";
import { type BrowserConnect, formatConnect, readHello } from "./hello";

const none = Buffer.alloc(0);

function infoWith(fields: object) {
  const info = parseInfo(
    JSON.stringify({ server_id: "N", version: "2.15.1", max_payload: 1, headers: true, ...fields }),
  );
  if (!info) throw new Error("no info");
  return info;
}

const asked: BrowserConnect = { echo: true, headers: true, no_responders: true };

describe("a browser's first line", () => {
  it("is CONNECT, and what follows it is kept, wherever it is cut", () => {
    const line = Buffer.from('CONNECT {"echo":false,"headers":true,"user":"x"}\r\nPING\r\n');
    fc.assert(
      fc.property(fc.nat({ max: line.length }), (at) => {
        const first = readHello(none, line.subarray(0, at), 4096);
        const last =
          first.state === "partial" ? readHello(first.seen, line.subarray(at), 4096) : first;
        const rest = first.state === "partial" ? "" : line.subarray(at).toString();
        expect(last).toMatchObject({
          state: "whole",
          connect: { echo: false, headers: true, no_responders: false },
        });
        expect(last.state === "whole" && last.rest.toString() + rest).toBe("PING\r\n");
      }),
    );
  });

  it.each([
    ["another verb", "PUB a 0\r\n\r\n"],
    ["another verb's first letter", "P"],
    ["no JSON", "CONNECT {\r\n"],
    ["a wrong type", 'CONNECT {"echo":"yes"}\r\n'],
    ["no line at all, for long", `CONNECT ${" ".repeat(5000)}`],
    ["a longer line than a server takes", `CONNECT {"name":"${"n".repeat(4096)}"}\r\n`],
  ])("is refused: %s", (_name, text) => {
    expect(readHello(none, Buffer.from(text), 4096).state).toBe("wrong");
  });
});

describe("our CONNECT", () => {
  const fieldsOf = (line: Buffer) =>
    JSON.parse(line.toString().replace(/^CONNECT /, "")) as Record<string, unknown>;

  it("carries our name, our credentials, and what the browser asked for", () => {
    const auth = { kind: "user", user: "u", password: "p" } as const;
    expect(fieldsOf(formatConnect(asked, auth, infoWith({}), "ann"))).toMatchObject({
      name: "natsight/ann",
      verbose: false,
      pedantic: false,
      echo: true,
      headers: true,
      no_responders: true,
      user: "u",
      pass: "p",
    });
  });

  it("does not ask for headers that the server has not", () => {
    const line = formatConnect(asked, { kind: "none" }, infoWith({ headers: false }), "ann");
    expect(fieldsOf(line)).toMatchObject({ headers: false, no_responders: false });
  });

  it("signs the server's nonce", () => {
    const key = createUser();
    const seed = new TextDecoder().decode(key.getSeed());
    const fields = fieldsOf(
      formatConnect(asked, { kind: "nkey", seed }, infoWith({ nonce: "abc" }), "ann"),
    );
    expect(fields.nkey).toBe(key.getPublicKey());
    const signature = Buffer.from(String(fields.sig), "base64");
    expect(key.verify(Buffer.from("abc"), signature)).toBe(true);
    expect(JSON.stringify(fields)).not.toContain(seed);
  });
});
