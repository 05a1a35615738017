import { inspect } from "node:util";
import { createUser } from "@nats-io/nkeys";
import { beforeAll, describe, expect, it } from "vitest";
import { createAuthority } from "@/lib/testing/certificates";
import { createOperator } from "@/lib/testing/operator";
import { plainSettings } from "@/lib/testing/plain-settings";
import { readTarget } from "./from-environment";
import { fromSettings } from "./from-settings";
import { openSecretKeys } from "./secret-keys";
import type { AuthOf, SettingsOf } from "./secrets-of";
import { settingOf } from "./settings";
import { hiddenAuth, type Target } from "./target";

const seed = new TextDecoder().decode(createUser().getSeed());
const client = createAuthority().issue({ usage: "client" });
let creds = "";
let jwt = "";
beforeAll(async () => {
  const { accounts } = await createOperator();
  creds = await accounts.APP.createCreds("ada");
  jwt = /eyJ[\w.-]+/.exec(creds)?.[0] ?? "";
});

/** Every way in which a careless line would show a value. */
function shown(value: object): string {
  return [
    inspect(value, { depth: 10 }),
    inspect({ deep: { er: [value] } }, { depth: 10 }),
    JSON.stringify(value),
    JSON.stringify({ deep: [value] }),
    String(value),
    inspect(new Error("failed", { cause: value }), { depth: 10 }),
  ].join("\n");
}

function targetOf(settings: SettingsOf<string>): Target {
  const made = fromSettings("a", settings);
  if (!made.ok) throw new Error(made.why);
  return made.target;
}

describe("T37 what holds secrets does not show them", () => {
  it.each<[string, () => AuthOf<string>]>([
    ["a password", () => ({ kind: "user", user: "ada", password: "c4nary" })],
    ["a token", () => ({ kind: "token", token: "c4nary" })],
    ["an nkey", () => ({ kind: "nkey", seed })],
    ["creds", () => ({ kind: "creds", creds })],
    ["a JWT with its seed", () => ({ kind: "jwt", jwt, seed })],
  ])("%s, as who we are and of the system account", (_name, auth) => {
    const target = targetOf({ ...plainSettings, auth: auth(), system: auth() });
    const text = shown(target);
    expect(text).toContain(auth().kind);
    expect(text).not.toContain("c4nary");
    expect(text).not.toContain(seed);
    expect(text).not.toMatch(/eyJ|BEGIN/);
  });

  it("a private key", () => {
    const tls = { ca: "", cert: client.cert, key: client.key, handshakeFirst: false };
    expect(shown(targetOf({ ...plainSettings, tls }))).not.toContain("PRIVATE KEY");
  });

  it("what the environment said", () => {
    const read = readTarget({ NATS_URL: "nats://ada:c4nary@h" });
    expect(read).toMatchObject({ ok: true, target: { auth: { password: "c4nary" } } });
    expect(shown(read)).not.toContain("c4nary");
    expect(shown([settingOf("c4nary", "NATS_TOKEN")])).not.toContain("c4nary");
  });

  it("the key that seals", () => {
    const keys = openSecretKeys({ dataDir: "/nowhere", keyFile: undefined, onMade: () => {} });
    expect(shown(keys)).not.toMatch(/[\w+/]{43}=/);
  });

  it("and is still used, compared and copied as if it were plain", () => {
    const auth = hiddenAuth({ kind: "token", token: "c4nary" });
    expect(auth).toEqual({ kind: "token", token: "c4nary" });
    expect({ ...auth }).toEqual({ kind: "token", token: "c4nary" });
    expect(structuredClone(auth)).toEqual({ kind: "token", token: "c4nary" });
  });
});
