import { createPrivateKey } from "node:crypto";
import { createUser } from "@nats-io/nkeys";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createAuthority } from "@/lib/testing/certificates";
import { createOperator } from "@/lib/testing/operator";
import { embeddedTarget, readTarget } from "./from-environment";
import { plainTarget } from "./target";

const seed = new TextDecoder().decode(createUser().getSeed());
const authority = createAuthority();
const client = authority.issue({ usage: "client" });
let creds = "";
beforeAll(async () => {
  const { accounts } = await createOperator();
  creds = await accounts.APP.createCreds("ada");
});

const home = "/home/ada";

/** Reads with only these files on the machine. */
function read(env: Record<string, string>, files: Record<string, string> = {}) {
  return readTarget(env, {
    home,
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(`ENOENT ${path}`), { code: "ENOENT" });
      return text;
    },
  });
}

function targetFrom(env: Record<string, string>, files: Record<string, string> = {}) {
  const result = read(env, files);
  if (!result.ok) throw new Error(result.why);
  if (!result.target) throw new Error("no target");
  return result.target;
}

const contextPath = `${home}/.config/nats/context/prod.json`;

describe("with no variable set", () => {
  it("there is no target", () => {
    expect(read({ PATH: "/bin", HOME: home, NATS_URL: "" })).toEqual({
      ok: true,
      target: undefined,
    });
  });
});

describe("NATS_URL", () => {
  it("is the connection named local, labelled by its first host and port", () => {
    expect(targetFrom({ NATS_URL: "demo.example, tls://b:1 ,wss://c/x" })).toEqual({
      ...plainTarget,
      id: "local",
      label: "demo.example:4222",
      source: "environment",
      urls: ["tls://demo.example:4222", "tls://b:1", "wss://c:443/x"],
      auth: { kind: "none" },
      tls: { handshakeFirst: false },
    });
  });

  it.each([
    ["nats://ada:w0rd@h", { kind: "user", user: "ada", password: "w0rd" }],
    ["nats://t0ken@h", { kind: "token", token: "t0ken" }],
    ["nats://a,nats://ada:w0rd@b", { kind: "user", user: "ada", password: "w0rd" }],
  ])("%s carries who we are, and the URLs do not", (url, auth) => {
    const target = targetFrom({ NATS_URL: url });
    expect(target.auth).toEqual(auth);
    expect(target.urls.join()).not.toMatch(/w0rd|t0ken/);
  });

  it("goes before NATS_USER with its user info, as in nats.go", () => {
    const env = { NATS_URL: "nats://ada:w0rd@h", NATS_USER: "bob", NATS_PASSWORD: "x" };
    expect(targetFrom(env).auth).toMatchObject({ user: "ada" });
  });

  it.each([
    ["http://ada:w0rd@h", "NATS_URL can't be used"],
    ["nats://h,nats://ada:w0rd@:x", "address 2 of NATS_URL can't be used"],
    [",", "NATS_URL holds no address"],
    ["nats://ada:w0rd@a,nats://bob:w0rd@b", "name different users"],
  ])("%s is refused in words without the password", (url, words) => {
    const result = read({ NATS_URL: url });
    expect(result).toMatchObject({ ok: false, why: expect.stringContaining(words) });
    expect(JSON.stringify(result)).not.toContain("w0rd");
  });
});

describe("who we are", () => {
  const url = { NATS_URL: "h" };

  it.each<[string, Record<string, string>, object]>([
    ["user and password", { NATS_USER: "ada", NATS_PASSWORD: "p" }, { kind: "user", user: "ada" }],
    ["a user alone is a token", { NATS_USER: "t" }, { kind: "token", token: "t" }],
    ["a token", { NATS_TOKEN: "t" }, { kind: "token", token: "t" }],
  ])("%s", (_name, env, auth) => {
    expect(targetFrom({ ...url, ...env }).auth).toMatchObject(auth);
  });

  it("a creds file by ~ and by $VAR", () => {
    const files = { [`${home}/a.creds`]: creds };
    const expected = { kind: "creds", creds };
    expect(targetFrom({ ...url, NATS_CREDS: "~/a.creds" }, files).auth).toEqual(expected);
    const env = { ...url, DIR: home, NATS_CREDS: "$DIR/a.creds" };
    expect(targetFrom(env, files).auth).toEqual(expected);
    expect(targetFrom({ ...env, NATS_CREDS: `\${DIR}/a.creds` }, files).auth).toEqual(expected);
  });

  it("an nkey file, bare or with a frame and comments", () => {
    const framed = `# mine\n-----BEGIN USER NKEY SEED-----\n${seed}\n------END USER NKEY SEED------\n`;
    for (const text of [seed, `${seed}\n`, framed]) {
      expect(targetFrom({ ...url, NATS_NKEY: "/k" }, { "/k": text }).auth).toEqual({
        kind: "nkey",
        seed,
      });
    }
  });

  it("without NATS_URL it is the CLI's default address", () => {
    expect(targetFrom({ NATS_TOKEN: "t" }).urls).toEqual(["nats://127.0.0.1:4222"]);
  });

  it("is taken as it is when the variable holds it itself", () => {
    expect(targetFrom({ ...url, NATS_NKEY: seed }).auth).toEqual({ kind: "nkey", seed });
    expect(targetFrom({ ...url, NATS_CREDS: creds }).auth).toMatchObject({ kind: "creds" });
  });

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ["a creds file that is not there", { NATS_CREDS: "~/no" }, {}, "/home/ada/no (no such file)"],
    ["an nkey file that is not there", { NATS_NKEY: "/no" }, {}, "NATS_NKEY names a file"],
    [
      "a creds file that holds none",
      { NATS_CREDS: "/f" },
      { "/f": "hi" },
      "does not hold credentials",
    ],
    [
      "an nkey file that holds none",
      { NATS_NKEY: "/f" },
      { "/f": "SUAAA" },
      "does not hold an nkey",
    ],
    [
      "a broken seed",
      { NATS_NKEY: "/f" },
      { "/f": `SU${"A".repeat(56)}` },
      "does not hold an nkey",
    ],
  ])("%s is said with the variable's name", (_name, env, files, words) => {
    expect(read({ ...url, ...env }, files)).toMatchObject({
      ok: false,
      why: expect.stringContaining(words),
      what: expect.stringMatching(/./),
    });
  });
});

describe("TLS that is asked for once", () => {
  const files = { "/ca": authority.cert, "/cert": client.cert, "/key": client.key };

  it.each<[string, Record<string, string>]>([
    ["by one address", { NATS_URL: "tls://a,nats://b,c" }],
    ["by a wss:// address", { NATS_URL: "nats://b,wss://a,c" }],
    ["by a CA", { NATS_URL: "nats://a,b,c", NATS_CA: "/ca" }],
    ["by a client certificate", { NATS_URL: "a,nats://b", NATS_CERT: "/cert", NATS_KEY: "/key" }],
  ])("%s goes for every address (T23)", (_name, env) => {
    const { urls } = targetFrom(env, files);
    expect(urls.filter((url) => !/^(tls|wss):/.test(url))).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ["a CA", { NATS_URL: "ws://ada:w0rd@h", NATS_CA: "/ca" }],
    ["a client certificate", { NATS_URL: "ws://h", NATS_CERT: "/cert", NATS_KEY: "/key" }],
    ["another address", { NATS_URL: "tls://a,ws://ada:w0rd@h" }],
  ])("is not to be had over ws://, and that is said: %s (T23)", (_name, env) => {
    const result = read(env, files);
    expect(result).toMatchObject({ ok: false, why: expect.stringContaining("ws://") });
    expect(JSON.stringify(result)).not.toContain("w0rd");
  });
});

describe("TLS files", () => {
  const url = { NATS_URL: "tls://h" };
  const files = { "/ca": authority.cert, "/cert": client.cert, "/key": client.key };

  it("are read", () => {
    const env = { ...url, NATS_CA: "/ca", NATS_CERT: "/cert", NATS_KEY: "/key" };
    expect(targetFrom(env, files).tls).toEqual({
      ca: authority.cert,
      cert: client.cert,
      key: client.key,
      handshakeFirst: false,
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["a certificate without its key", { NATS_CERT: "/cert" }, "not the private key"],
    ["a key without its certificate", { NATS_KEY: "/key" }, "not the certificate"],
    ["a CA that is a key", { NATS_CA: "/key" }, "NATS_CA holds no PEM CERTIFICATE"],
    ["a missing CA", { NATS_CA: "/no" }, "NATS_CA names a file that can't be read"],
    ["a torn CA", { NATS_CA: "/torn" }, "NATS_CA holds a certificate that can't be read"],
    [
      "a torn certificate",
      { NATS_CERT: "/torn", NATS_KEY: "/key" },
      "NATS_CERT holds a certificate that can't be read",
    ],
    [
      "a torn key",
      { NATS_CERT: "/cert", NATS_KEY: "/torn-key" },
      "NATS_KEY holds a private key that can't be read",
    ],
    [
      "another's key",
      { NATS_CERT: "/cert", NATS_KEY: "/other" },
      "NATS_KEY does not belong to the certificate",
    ],
    [
      "a key with a passphrase",
      { NATS_CERT: "/cert", NATS_KEY: "/locked" },
      "NATS_KEY has a passphrase",
    ],
  ])("%s is refused in words", (_name, env, words) => {
    const torn = authority.cert.replace(/\n[\w+/]{20}/, "\nAAAAAAAAAAAAAAAAAAAA");
    const locked = createPrivateKey(client.key).export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: "word",
    });
    const more = {
      "/other": authority.issue().key,
      "/torn": torn,
      "/torn-key": client.key.replace(/\n[\w+/]{20}/, "\nAAAAAAAAAAAAAAAAAAAA"),
      "/locked": String(locked),
    };
    const result = read({ ...url, ...env }, { ...files, ...more });
    expect(result).toMatchObject({ ok: false, why: expect.stringContaining(words) });
    expect(JSON.stringify(result)).not.toContain("PRIVATE KEY-----");
  });
});

describe("NATS_CONTEXT", () => {
  const context = (fields: object) => ({ [contextPath]: JSON.stringify(fields) });
  const env = { NATS_CONTEXT: "prod" };

  it("is read as the nats CLI saves it", () => {
    const files = {
      ...context({
        description: "the one",
        url: "nats://a:1,b",
        creds: "~/p.creds",
        tls_first: true,
        ca: "/ca",
        inbox_prefix: "_INBOX",
        jetstream_api_prefix: "$JS.API",
        color_scheme: "yellow",
      }),
      [`${home}/p.creds`]: creds,
      "/ca": authority.cert,
    };
    expect(targetFrom(env, files)).toEqual({
      ...plainTarget,
      id: "local",
      label: "prod",
      source: "context",
      urls: ["tls://a:1", "tls://b:4222"],
      auth: { kind: "creds", creds },
      tls: { ca: authority.cert, handshakeFirst: true },
    });
  });

  it("is looked for in XDG_CONFIG_HOME", () => {
    const files = { "/xdg/nats/context/prod.json": '{"url":"x"}' };
    expect(targetFrom({ ...env, XDG_CONFIG_HOME: "/xdg" }, files).urls).toEqual(["nats://x:4222"]);
  });

  it("gives way to the variables, one by one", () => {
    const files = context({ url: "a", user: "ada", password: "p" });
    const target = targetFrom({ ...env, NATS_URL: "b", NATS_PASSWORD: "q" }, files);
    expect(target).toMatchObject({
      label: "prod",
      urls: ["nats://b:4222"],
      auth: { kind: "user", user: "ada", password: "q" },
    });
    expect(targetFrom({ ...env, NATS_TOKEN: "t" }, files).auth).toEqual({
      kind: "token",
      token: "t",
    });
  });

  it("takes user, then creds, then nkey, then JWT, then token, as the CLI does", () => {
    const files = { "/c": creds, "/k": seed };
    const jwt = /eyJ[\w.-]+/.exec(creds)?.[0] ?? "";
    const fields = [
      { user: "ada", password: "p" },
      { creds: "/c" },
      { nkey: "/k" },
      { user_jwt: jwt, user_seed: seed },
      { token: "t" },
    ];
    const kinds = ["user", "creds", "nkey", "jwt", "token"];
    for (const [index, kind] of kinds.entries()) {
      const rest = Object.assign({ url: "h" }, ...fields.slice(index));
      expect(targetFrom(env, { ...files, ...context(rest) }).auth.kind).toBe(kind);
    }
  });

  it("may name what it needs as file://, env:// and data:", () => {
    const base64 = `data:;base64,${Buffer.from(creds).toString("base64")}`;
    const ways = { "file:///c": {}, "env://SECRET": { SECRET: creds }, [base64]: {} };
    for (const [way, more] of Object.entries(ways)) {
      const files = { "/c": creds, ...context({ url: "h", creds: way }) };
      expect(targetFrom({ ...env, ...more }, files).auth).toEqual({ kind: "creds", creds });
    }
  });

  it.each<[object, object]>([
    [{ inbox_prefix: "_INBOX_ada" }, { apiPrefix: "$JS.API", inboxPrefix: "_INBOX_ada" }],
    [{ jetstream_domain: "hub" }, { apiPrefix: "$JS.hub.API", inboxPrefix: "_INBOX" }],
    [{ jetstream_api_prefix: "hub.API." }, { apiPrefix: "hub.API", inboxPrefix: "_INBOX" }],
  ])("%o says under which names things are found", (fields, subjects) => {
    expect(targetFrom(env, context({ url: "h", ...fields })).subjects).toEqual(subjects);
  });

  it.each<[string, string, string]>([
    ["not JSON", '{"password":"w0rd"', "it is not JSON"],
    ["a field of another type", '{"url":"h","token":5,"password":"w0rd"}', 'field \\"token\\"'],
    ["a SOCKS proxy", '{"url":"h","socks_proxy":"w0rd"}', "SOCKS"],
    ["nsc", '{"url":"h","nsc":"nsc://w0rd"}', "nsc"],
    ["a vault", '{"url":"h","creds":"op://w0rd"}', "op://"],
    ["an inbox prefix with a wildcard", '{"url":"h","inbox_prefix":"_INBOX.*"}', "no prefix"],
    ["an inbox prefix of NATS's own", '{"url":"h","inbox_prefix":"$JS"}', "begins with $"],
    ["a JetStream domain of two words", '{"url":"h","jetstream_domain":"a.b"}', "no domain"],
    ["a JetStream prefix with a wildcard", '{"url":"h","jetstream_api_prefix":">"}', "no prefix"],
    [
      "a domain beside a prefix",
      '{"url":"h","jetstream_domain":"hub","jetstream_api_prefix":"hub.API"}',
      "name one of them",
    ],
    ["a bad URL", '{"url":"ftp://u:w0rd@h"}', '\\"url\\" of the context \\"prod\\"'],
  ])("is refused in words: %s", (_name, text, words) => {
    const result = read(env, { [contextPath]: text });
    expect(result).toMatchObject({ ok: false });
    expect(JSON.stringify(result)).toContain(words);
    expect(JSON.stringify(result)).not.toContain("w0rd");
  });

  it("that does not exist is said with its path", () => {
    expect(read(env)).toMatchObject({ ok: false, why: expect.stringContaining(contextPath) });
  });

  it.each(["../../etc/passwd", "a/b", "a\\b", ".."])("can't leave its folder: %s", (name) => {
    expect(read({ NATS_CONTEXT: name })).toMatchObject({
      ok: false,
      why: expect.stringContaining("can't be the name"),
    });
  });
});

it("never throws, whatever the variables hold", () => {
  const names = [
    "NATS_URL",
    "NATS_USER",
    "NATS_PASSWORD",
    "NATS_CREDS",
    "NATS_NKEY",
    "NATS_CONTEXT",
  ];
  const value = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.constantFrom("nats://", "~", "$", "env://", "data:"),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (env) => {
      expect(typeof read(env).ok).toBe("boolean");
    }),
  );
});

it("the embedded server is the connection named local, on loopback", () => {
  expect(embeddedTarget(() => 4333)).toMatchObject({
    id: "local",
    label: "Embedded server",
    source: "embedded",
    urls: ["nats://127.0.0.1:4333"],
    auth: { kind: "none" },
  });
});

it("the embedded server is found where it is just now", () => {
  let port = 4333;
  const target = embeddedTarget(() => port);
  port = 4444;
  expect(target.urls).toEqual(["nats://127.0.0.1:4444"]);
});
