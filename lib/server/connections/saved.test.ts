import { randomBytes } from "node:crypto";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createUser } from "@nats-io/nkeys";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAuthority } from "@/lib/testing/certificates";
import { plainSettings } from "@/lib/testing/plain-settings";
import { openSaved } from "./saved";
import { openSecretKeys } from "./secret-keys";
import type { SettingsOf } from "./secrets-of";

let folder = "";
let made: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "natsight-saved-"));
  made = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const seed = new TextDecoder().decode(createUser().getSeed());
const client = createAuthority().issue({ usage: "client" });
const withPassword: SettingsOf<string> = {
  ...plainSettings,
  label: "With a password",
  auth: { kind: "user", user: "ada", password: "c4nary-word" },
};
const withAll: SettingsOf<string> = {
  ...plainSettings,
  label: "With all",
  urls: ["tls://h"],
  auth: { kind: "nkey", seed },
  tls: { ca: "", cert: client.cert, key: client.key, handshakeFirst: true },
  system: { kind: "token", token: "c4nary-token" },
};

/** A start of the console, as far as saved connections go. */
function start(keyFile?: string) {
  const keys = openSecretKeys({ keyFile, dataDir: folder, onMade: (path) => made.push(path) });
  return openSaved(folder, keys);
}

function save(saved: ReturnType<typeof start>, settings: SettingsOf<string>, id?: string): string {
  const put = saved.put(settings, id);
  if (!put.ok) throw new Error(put.why);
  return put.target.id;
}

const file = () => join(folder, "connections.json");

type Written = { connections: { id: string; settings: SettingsOf<string> }[] };

/** Changes what was written, as somebody with an editor would. */
function tamper(change: (written: Written) => void): void {
  const written: Written = JSON.parse(readFileSync(file(), "utf8"));
  change(written);
  writeFileSync(file(), JSON.stringify(written));
}

function passwordOf({ settings: { auth } }: Written["connections"][number]): string {
  return auth.kind === "user" ? auth.password : "";
}

function setPassword({ settings }: Written["connections"][number], password: string): void {
  settings.auth = { kind: "user", user: "ada", password };
}

function keyFile(lines: string[], mode = 0o600): string {
  const path = join(folder, `key-${lines.length}-${mode}`);
  writeFileSync(path, `${lines.join("\n")}\n`, { mode });
  chmodSync(path, mode);
  return path;
}

const newKey = () => randomBytes(32).toString("base64");

describe("saved connections", () => {
  it("are there after a restart, with all that was said of them", () => {
    const first = start();
    const ids = [save(first, withPassword), save(first, withAll)];
    first.setDefault(ids[1] ?? "");
    expect(ids.join()).toMatch(/^[0-9a-f]{32},[0-9a-f]{32}$/);
    const again = start();
    expect(again.list().map(({ use }) => use)).toEqual(first.list().map(({ use }) => use));
    expect(again.get(ids[1] ?? "")?.use).toMatchObject({
      target: {
        source: "saved",
        isGuarded: true,
        urls: ["tls://h:4222"],
        auth: { kind: "nkey", seed },
        tls: { key: client.key, handshakeFirst: true },
        system: { kind: "token", token: "c4nary-token" },
      },
    });
    expect(again.defaultId()).toBe(ids[1]);
    again.remove(ids[1] ?? "");
    expect(
      start()
        .list()
        .map(({ id }) => id),
    ).toEqual([ids[0]]);
    expect(start().defaultId()).toBeUndefined();
  });

  it("keep user info of an address where it is sealed", () => {
    const id = save(start(), { ...plainSettings, urls: ["nats://ada:c4nary-word@h"] });
    expect(start().get(id)?.use).toMatchObject({
      target: { urls: ["nats://h:4222"], auth: { user: "ada", password: "c4nary-word" } },
    });
    expect(readFileSync(file(), "utf8")).not.toContain("c4nary");
  });

  it.each<[string, Partial<SettingsOf<string>>, string]>([
    ["no name", { label: "  " }, "label"],
    ["a long name", { label: "x".repeat(81) }, "label"],
    ["a name with a control character", { label: "a\u202eb" }, "label"],
    ["no address", { urls: [] }, "urls"],
    ["a wrong address", { urls: ["nats://h", "ftp://h"] }, "urls[1]"],
    ["an empty token", { auth: { kind: "token", token: "" } }, "auth.token"],
    ["a path for a seed (T47)", { auth: { kind: "nkey", seed: "/etc/passwd" } }, "auth.seed"],
    ["a path for creds (T47)", { system: { kind: "creds", creds: "/etc/passwd" } }, "system.creds"],
    ["a variable for a JWT", { auth: { kind: "jwt", jwt: "env://HOME", seed } }, "auth.jwt"],
    [
      "a path for a CA (T47)",
      { tls: { ca: "/etc/ssl/cert.pem", cert: "", key: undefined, handshakeFirst: false } },
      "tls.ca",
    ],
    [
      "a certificate without its key",
      { tls: { ca: "", cert: client.cert, key: undefined, handshakeFirst: false } },
      "tls.cert",
    ],
    ["a domain and a prefix", { jetstreamDomain: "hub", apiPrefix: "x" }, "jetstreamDomain"],
    ["an inbox prefix with a wildcard", { inboxPrefix: "a.*" }, "inboxPrefix"],
    ["an inbox prefix of NATS's own (T31)", { inboxPrefix: "$KV" }, "inboxPrefix"],
    [
      "an inbox prefix in the API (T31)",
      { apiPrefix: "hub.API", inboxPrefix: "hub" },
      "inboxPrefix",
    ],
    [
      "an inbox prefix of messages (T31)",
      { inboxPrefix: "a", tailSubjects: ["a.>"] },
      "tailSubjects[0]",
    ],
    ["a tail of one inbox (T31)", { tailSubjects: ["_INBOX.a.>"] }, "tailSubjects[0]"],
    ["monitoring by another scheme", { monitoringUrl: "file:///etc/passwd" }, "monitoringUrl"],
    ["monitoring with a password", { monitoringUrl: "http://a:b@h" }, "monitoringUrl"],
    ["no subject", { tailSubjects: ["a..b"] }, "tailSubjects[0]"],
    ["direct by TCP", { transport: "direct" }, "urls"],
    ["direct to two", { transport: "direct", urls: ["ws://a:1", "ws://b:1"] }, "urls"],
    [
      "direct to what would change the policy",
      { transport: "direct", urls: ["ws://a;b:1"] },
      "urls",
    ],
    [
      "direct with credentials",
      { transport: "direct", urls: ["ws://a:1"], auth: { kind: "token", token: "t" } },
      "urls",
    ],
  ])("are refused with the field: %s", (_name, wrong, field) => {
    const put = start().put({ ...plainSettings, ...wrong });
    expect(put).toMatchObject({ ok: false, from: expect.stringMatching(asField(field)) });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("stay as they are when the folder can't be written", () => {
    const saved = start();
    const id = save(saved, plainSettings);
    const before = readFileSync(file(), "utf8");
    rmSync(file());
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "not a folder");
    expect(saved.put(plainSettings)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/written/),
    });
    expect(saved.remove(id)).toMatchObject({ ok: false });
    expect(saved.list()).toHaveLength(1);
    expect(before).toContain(id);
  });
});

function asField(fields: string): RegExp {
  return new RegExp(`^(${fields.replace(/[.[\]]/g, "\\$&")})$`);
}

describe("T38 credentials at rest", () => {
  it("no file of the data folder shows a secret, and only the owner reads it", () => {
    const saved = start();
    save(saved, withPassword);
    save(saved, withAll);
    const names = readdirSync(folder);
    expect(names.sort()).toEqual(["connections.json", "secret.key"]);
    for (const name of names) {
      const text = readFileSync(join(folder, name), "latin1");
      expect(text).not.toMatch(/c4nary|PRIVATE KEY/);
      expect(text).not.toContain(seed);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it("says once that the key lies beside the data", () => {
    const saved = start();
    save(saved, plainSettings);
    expect(made).toEqual([]);
    save(saved, withPassword);
    save(saved, withAll);
    save(start(), withPassword);
    expect(made).toEqual([join(folder, "secret.key")]);
  });

  it("seals the same secret differently each time", () => {
    const saved = start();
    save(saved, withPassword);
    save(saved, { ...withPassword, label: "again" });
    const sealed: string[] = [];
    tamper(({ connections }) => void sealed.push(...connections.map(passwordOf)));
    expect(new Set(sealed).size).toBe(2);
  });

  it.each<[string, (written: Written) => void]>([
    [
      "moved from another connection",
      ({ connections: [a, b] }) => a && b && setPassword(a, passwordOf(b)),
    ],
    [
      "moved from another field",
      ({ connections: [a] }) => {
        if (a) a.settings.system = { kind: "token", token: passwordOf(a) };
      },
    ],
    [
      "with a flipped bit",
      ({ connections: [a] }) => {
        if (!a) return;
        const [version, id, packed = ""] = passwordOf(a).split(".");
        const bytes = Buffer.from(packed, "base64url");
        bytes[30] = (bytes[30] ?? 0) ^ 1;
        setPassword(a, [version, id, bytes.toString("base64url")].join("."));
      },
    ],
    ["cut short", ({ connections: [a] }) => a && setPassword(a, passwordOf(a).slice(0, 20))],
    ["written in the clear", ({ connections: [a] }) => a && setPassword(a, "c4nary-word")],
  ])("a secret %s is not used; the others are, and it can be entered anew", (_name, change) => {
    const first = start();
    const a = save(first, withPassword);
    const b = save(first, { ...withPassword, label: "b" });
    tamper(change);
    const again = start();
    expect(again.get(a)?.use).toMatchObject({ ok: false, why: expect.stringContaining("damaged") });
    expect(JSON.stringify(again.get(a)?.use)).not.toContain("c4nary");
    expect(again.get(b)?.use).toMatchObject({ ok: true });
    save(again, withPassword, a);
    expect(start().get(a)?.use).toMatchObject({ ok: true });
  });

  it("a key is replaced by a line before it: what it sealed is sealed anew at the start", () => {
    const [old, next] = [newKey(), newKey()];
    const id = save(start(keyFile([old])), withAll);
    const before = readFileSync(file(), "utf8");
    const expected = { target: { auth: { seed }, system: { token: "c4nary-token" } } };
    expect(start(keyFile([next, old])).get(id)?.use).toMatchObject(expected);
    expect(readFileSync(file(), "utf8")).not.toBe(before);
    rmSync(keyFile([old]));
    expect(start(keyFile([next])).get(id)?.use).toMatchObject(expected);
  });

  it("a key that is gone is named, and nothing is lost when it comes back", () => {
    const [one, other] = [newKey(), Buffer.from(newKey(), "base64").toString("hex")];
    const id = save(start(keyFile([one])), withPassword);
    const without = start(keyFile([other]));
    expect(without.get(id)?.use).toMatchObject({
      ok: false,
      why: expect.stringMatching(/key [0-9a-f]{8}, which/),
    });
    save(without, { ...withPassword, label: "other" });
    expect(
      start(keyFile([other, one]))
        .list()
        .map(({ use }) => use.ok),
    ).toEqual([true, true]);
  });

  it.each<[string, () => string, RegExp]>([
    ["that its group reads", () => keyFile([newKey()], 0o640), /others than its owner/],
    ["that everybody reads", () => keyFile([newKey()], 0o604), /others than its owner/],
    ["that is not there", () => join(folder, "none"), /ENOENT/],
    ["that is a folder", () => folder, /not a file/],
    ["that is too short", () => keyFile(["c4nary"]), /32 bytes/],
    ["with a line that is none", () => keyFile([newKey(), "c4nary"]), /not every line/],
  ])("a key %s is refused in words", (_name, path, words) => {
    const saved = start(path());
    expect(saved.put(withPassword)).toMatchObject({ ok: false, why: expect.stringMatching(words) });
    expect(JSON.stringify(saved.put(withPassword))).not.toContain("c4nary");
    expect(saved.put(plainSettings)).toMatchObject({ ok: true });
  });

  it("a key may be a link, as Kubernetes mounts it", () => {
    const link = join(folder, "link");
    symlinkSync(keyFile([newKey()], 0o400), link);
    expect(start(link).put(withPassword)).toMatchObject({ ok: true });
  });

  it.each([
    ["no JSON", "{", "not what Natsight writes"],
    ["something else", "[]", "not what Natsight writes"],
    ["of a later version", '{"version": 2, "connections": []}', "version is 2"],
  ])("a file that is %s is left alone, and nothing is saved over it", (_name, text, words) => {
    writeFileSync(file(), text);
    const saved = start();
    expect(saved.fault).toMatchObject({ why: expect.stringContaining(words) });
    expect(saved.problems).toMatchObject([{ where: file() }]);
    expect(saved.put(plainSettings)).toBe(saved.fault);
    expect(readFileSync(file(), "utf8")).toBe(text);
  });

  it("a connection that is not understood is said, kept in the file, and takes no other with it", () => {
    const id = save(start(), plainSettings);
    tamper(({ connections }) => {
      (connections as unknown[]).unshift({ id: "x", password: "c4nary" });
    });
    const again = start();
    expect(again.list().map((one) => one.id)).toEqual([id]);
    expect(again.problems).toMatchObject([{ where: file(), field: "connections[0].id" }]);
    expect(JSON.stringify(again.problems)).not.toContain("c4nary");
    save(again, withPassword);
    expect(readFileSync(file(), "utf8")).toContain('"x"');
  });
});
