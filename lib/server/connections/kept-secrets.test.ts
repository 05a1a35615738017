import { describe, expect, it } from "vitest";
import type { AuthSettings, ConnectionSettings } from "@/lib/model/connection-settings";
import { plainSettings } from "@/lib/testing/plain-settings";
import { withKept } from "./kept-secrets";
import type { SettingsOf } from "./secrets-of";

const keep = { keep: true } as const;
const user: AuthSettings = { kind: "user", user: "ada", password: keep };
const stored: SettingsOf<string> = {
  ...plainSettings,
  urls: ["nats://a:4222", "nats://b:4222"],
  auth: { kind: "user", user: "ada", password: "w0rd" },
};

function send(changes: Partial<ConnectionSettings>) {
  return withKept({ ...plainSettings, urls: stored.urls, auth: user, ...changes }, stored);
}

describe("a secret that stays", () => {
  it("is the stored one", () => {
    expect(send({ label: "new" })).toMatchObject({
      settings: { label: "new", auth: { password: "w0rd" } },
    });
    expect(send({ auth: { ...user, password: { value: "new" } } })).toMatchObject({
      settings: { auth: { password: "new" } },
    });
  });

  it.each<[string, Partial<ConnectionSettings>, string]>([
    ["of another kind", { auth: { kind: "token", token: keep } }, "auth.token"],
    ["of the other account", { system: user }, "system.password"],
    ["of TLS", { tls: { ...plainSettings.tls, key: keep } }, "tls.key"],
  ])("is refused by its field where there is none: %s", (_name, changes, field) => {
    expect(send(changes)).toMatchObject({ ok: false, from: field });
  });

  it("is refused where nothing is stored at all", () => {
    expect(withKept({ ...plainSettings, auth: user }, undefined)).toMatchObject({
      from: "auth.password",
    });
  });

  it.each<[string, Partial<ConnectionSettings>]>([
    ["another host", { urls: ["nats://evil.example:4222"] }],
    ["one more host", { urls: ["nats://a:4222", "nats://evil.example"] }],
    ["one more host in the same text", { urls: ["nats://a:4222, nats://evil.example"] }],
    ["another port", { urls: ["nats://a:4223"] }],
  ])("is not sent to addresses that it was not given for: %s", (_name, changes) => {
    const sent = send(changes);
    expect(sent).toMatchObject({
      ok: false,
      from: "auth.password",
      what: expect.stringMatching(/again/),
    });
    expect(JSON.stringify(sent)).not.toContain("w0rd");
    expect(send({ ...changes, auth: { ...user, password: { value: "w0rd" } } })).toMatchObject({
      ok: true,
    });
  });

  it("is not sent in the clear where it had TLS", () => {
    const secure = { ...stored, urls: ["tls://a:4222"] };
    const sent = { ...plainSettings, auth: user };
    expect(withKept({ ...sent, urls: ["nats://a:4222"] }, secure)).toMatchObject({ ok: false });
    expect(withKept({ ...sent, urls: ["wss://a:4222"] }, secure)).toMatchObject({ ok: true });
  });

  it.each<[string, Partial<ConnectionSettings>]>([
    ["fewer addresses", { urls: ["b"] }],
    ["another order", { urls: ["nats://b:4222", "nats://a:4222"] }],
    ["TLS", { urls: ["tls://a:4222"] }],
  ])("stays with %s", (_name, changes) => {
    expect(send(changes)).toMatchObject({ ok: true });
  });

  it("stays for any address where it only signs", () => {
    const nkey = { ...stored, auth: { kind: "nkey" as const, seed: "S" } };
    const sent: ConnectionSettings = {
      ...plainSettings,
      urls: ["c"],
      auth: { kind: "nkey", seed: keep },
    };
    expect(withKept(sent, nkey)).toMatchObject({ ok: true });
    const bearer = { ...stored, auth: { kind: "jwt" as const, jwt: "J", seed: undefined } };
    const jwt: AuthSettings = { kind: "jwt", jwt: keep, seed: undefined };
    expect(withKept({ ...sent, auth: jwt }, bearer)).toMatchObject({ ok: false, from: "auth.jwt" });
  });

  it("does not stay for any address where it signs, but its JWT is enough", () => {
    const claims = Buffer.from('{"nats":{"bearer_token":true}}').toString("base64url");
    const jwt = `eyJhbGciOiJ4In0.${claims}.c2ln`;
    const creds = `-----BEGIN NATS USER JWT-----\n${jwt}\n------END NATS USER JWT------\n`;
    const sent = { ...plainSettings, urls: ["c"] };
    const inFile = { ...stored, auth: { kind: "creds" as const, creds } };
    expect(withKept({ ...sent, auth: { kind: "creds", creds: keep } }, inFile)).toMatchObject({
      ...{ ok: false, from: "auth.creds" },
    });
    const apart = { ...stored, auth: { kind: "jwt" as const, jwt, seed: "S" } };
    const both: AuthSettings = { kind: "jwt", jwt: keep, seed: keep };
    expect(withKept({ ...sent, auth: both }, apart)).toMatchObject({ from: "auth.jwt" });
  });
});
