import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConnectionList } from "@/lib/model/connection";
import type { ConnectionSettings } from "@/lib/model/connection-settings";
import type { TestRow } from "@/lib/model/connection-test";
import type { RoleName } from "@/lib/model/role";
import { type Connections, openConnections } from "@/lib/server/connections/connections";
import { createEditing } from "@/lib/server/connections/editing";
import { readSources } from "@/lib/server/connections/sources";
import { usersConfig } from "@/lib/testing/accounts";
import { createOperator } from "@/lib/testing/operator";
import { plainSettings } from "@/lib/testing/plain-settings";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createApi } from "./api";
import { createConnectionsApi } from "./api-connections";
import { createTestApi, type RunTest } from "./api-test";
import { createFrontDoor } from "./front-door";
import { createHttpServer, listen, stopListening } from "./listen";

let folder = "";
let log: string[] = [];
const cleanUp: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "natsight-api-"));
  mkdirSync(join(folder, "nats/context"), { recursive: true });
  log = [];
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
  rmSync(folder, { recursive: true });
});

const seenRow: TestRow = {
  ...({ step: "dns", address: "", state: "ok", tookMs: 1, seen: "" } as const),
  ...{ facts: [], advice: undefined },
};

type Options = { env?: Record<string, string>; role?: RoleName; fixed?: string; runTest?: RunTest };

/** A console's HTTP part on a port of its own, and what a page of it would ask. */
async function start({
  env = {},
  role = "admin",
  fixed,
  runTest = async () => true,
}: Options = {}) {
  const report = (level: string, text: string) => log.push(`${level} ${text}`);
  const read = readSources({
    env: { XDG_CONFIG_HOME: folder, ...env },
    dataDir: join(folder, "data"),
    folder,
    onKeyMade: () => report("warn", "key made"),
  });
  if (!read.ok) throw new Error(read.why);
  const connections = openConnections(read.sources, { log: report });
  cleanUp.push(() => connections.close());
  const editing = createEditing(connections);
  const routes = { connections, editing, role, fixed, runTest, log: report };
  const parts = [createConnectionsApi(routes), createTestApi(routes)];
  const api = createApi({ version: "1", registry: connections.registry, parts, log: report });
  const binding = { host: "127.0.0.1", port: 0 };
  const gateway = { has: () => false, upgrade: () => undefined };
  const pages = () => Promise.reject(new Error("no page"));
  const { home, directOrigins } = connections;
  const door = createFrontDoor({
    ...{ pages, api, home, directOrigins, gateway, log: report, mode: "production" },
    bindings: () => binding,
  });
  const server = createHttpServer(door);
  await listen(server, { host: "127.0.0.1", port: 0, log: report });
  cleanUp.push(() => stopListening(server));
  binding.port = (server.address() as AddressInfo).port;
  return { connections, ...asker(`http://127.0.0.1:${binding.port}`) };
}

function asker(url: string) {
  const raw = (method: string, path: string, body?: string, signal?: AbortSignal) =>
    fetch(`${url}${path}`, {
      method,
      redirect: "manual",
      headers: { Origin: url, "X-Requested-By": "natsight", "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await raw(method, path, body === undefined ? undefined : JSON.stringify(body));
    const text = await answer.text();
    return { status: answer.status, text, json: text === "" ? undefined : JSON.parse(text) };
  };
  const list = async (): Promise<ConnectionList> => (await ask("GET", "/api/connections")).json;
  return { raw, ask, list };
}

function stateOf(connections: Connections, id: string) {
  return connections.registry.list().find(({ target }) => target.id === id)?.status.state;
}

const keep = { keep: true } as const;

describe("connections over HTTP", () => {
  it("one is added, used at once, edited without its password, chosen, and deleted (T18)", async () => {
    const server = await startServer({
      jetstream: false,
      config: usersConfig([{ user: "ada", password: "c4nary" }]),
    });
    cleanUp.push(() => server.stop());
    const { connections, ask, list } = await start();
    expect(await list()).toEqual({ connections: [], problems: [] });
    const settings: ConnectionSettings = {
      ...plainSettings,
      label: " Lab ",
      urls: [server.url],
      auth: { kind: "user", user: "ada", password: { value: "c4nary" } },
    };
    const made = await ask("POST", "/api/connections", settings);
    expect(made).toMatchObject({
      status: 201,
      json: { id: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    const { id } = made.json;
    await until("connected", () => stateOf(connections, id) === "connected");
    expect(await list()).toMatchObject({
      connections: [
        { id, label: "Lab", source: "saved", isDefault: true, status: { state: "connected" } },
      ],
    });

    const kept = { ...settings, label: "Lab", auth: { kind: "user", user: "ada", password: keep } };
    const shown = await ask("GET", `/api/connections/${id}/settings`);
    expect(shown.json).toEqual(JSON.parse(JSON.stringify(kept)));
    const edited = { ...shown.json, label: "Laboratory", production: true, colour: "red" };
    expect((await ask("PUT", `/api/connections/${id}`, edited)).status).toBe(200);
    await until("connected again", () => stateOf(connections, id) === "connected");
    expect((await list()).connections).toMatchObject([
      { id, label: "Laboratory", production: true, colour: "red" },
    ]);

    const second = await ask("POST", "/api/connections", { ...plainSettings, label: "Second" });
    expect((await ask("PUT", "/api/connections/default", second.json)).status).toBe(204);
    expect(connections.home()).toBe(`/c/${second.json.id}`);
    expect((await ask("DELETE", `/api/connections/${second.json.id}`)).status).toBe(204);
    expect(connections.home()).toBe(`/c/${id}`);
    expect((await ask("DELETE", `/api/connections/${id}`)).status).toBe(204);
    expect(connections.home()).toBe("/connections");

    const answers = [made, shown, second].map(({ text }) => text).join();
    const files = readdirSync(join(folder, "data")).map((name) =>
      readFileSync(join(folder, "data", name), "utf8"),
    );
    expect([answers, ...files, ...log].join()).not.toContain("c4nary");
  });

  it("the start page leads to the chosen one also after a restart, and says so of none", async () => {
    const { raw, ask } = await start();
    expect((await raw("GET", "/")).headers.get("location")).toBe("/connections#start");
    await ask("POST", "/api/connections", { ...plainSettings, label: "A" });
    const { json } = await ask("POST", "/api/connections", { ...plainSettings, label: "B" });
    await ask("PUT", "/api/connections/default", json);
    const again = await start();
    expect((await again.raw("GET", "/")).headers.get("location")).toBe(`/c/${json.id}#start`);
  });

  it("what the environment and the file name can be chosen, and is changed where it stands", async () => {
    writeFileSync(
      join(folder, "natsight.config.yaml"),
      "default: b\nconnections:\n  - id: a\n    url: h\n  - id: b\n    url: h\n",
    );
    const { ask, list, connections } = await start({ env: { NATS_URL: "env.example" } });
    expect((await list()).connections).toMatchObject([
      { id: "local", source: "environment", isDefault: false },
      { id: "a", source: "config" },
      { id: "b", isDefault: true },
    ]);
    expect((await ask("PUT", "/api/connections/default", { id: "a" })).status).toBe(204);
    expect(connections.defaultId()).toBe("a");
    for (const [method, path, body] of [
      ["GET", "/api/connections/a/settings"],
      ["PUT", "/api/connections/a", plainSettings],
      ["DELETE", "/api/connections/a"],
    ] as const) {
      expect(await ask(method, path, body)).toMatchObject({
        status: 409,
        json: { error: { detail: expect.stringContaining("configuration file") } },
      });
    }
  });

  it("a wrong part of the file is listed and logged, and the rest is there", async () => {
    writeFileSync(
      join(folder, "natsight.config.json"),
      '{"connections": [\n{"id": "a", "url": "h"},\n{"id": "b", "url": "h", "pasword": "c4nary"}]}',
    );
    const { list } = await start();
    const { connections, problems } = await list();
    expect(connections.map(({ id }) => id)).toEqual(["a"]);
    expect(problems).toMatchObject([{ line: 3, field: "connections[1].pasword" }]);
    expect(log.join()).toMatch(
      /warn .*natsight\.config\.json, line 3: connections\[1\]\.pasword: it is not known/,
    );
    expect(JSON.stringify(problems) + log.join()).not.toContain("c4nary");
  });

  it("R18 an edited file holds without a restart, and a bad edit changes nothing", async () => {
    const file = join(folder, "natsight.config.yaml");
    writeFileSync(file, "connections:\n  - id: a\n    url: h\n  - id: b\n    url: h\n");
    const { connections } = await start();
    const changed: string[] = [];
    connections.registry.onChanged((id) => changed.push(id));
    writeFileSync(file, "connections: [\n");
    await until("the problem is known", () => connections.problems().length === 1);
    expect(connections.registry.list()).toHaveLength(2);
    writeFileSync(
      file,
      "connections:\n  - id: b\n    url: h\n    label: B\n  - id: c\n    url: h\n",
    );
    await until("the new one", () => connections.registry.target("c"));
    expect(changed).toEqual(["a", "b"]);
    expect(connections.registry.target("b")?.label).toBe("B");
    expect(connections.problems()).toEqual([]);
  });

  it("T38 a secret that was damaged shuts out its connection alone, which can be mended", async () => {
    const auth = { kind: "token", token: { value: "c4nary" } } as const;
    const first = await start();
    const { json } = await first.ask("POST", "/api/connections", { ...plainSettings, auth });
    await first.ask("POST", "/api/connections", { ...plainSettings, label: "Other" });
    const file = join(folder, "data", "connections.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(
        /"s1\.(\w+)\.(.)/,
        (_all, key, one) => `"s1.${key}.${one === "A" ? "B" : "A"}`,
      ),
    );

    const { ask, list, connections } = await start();
    const broken = (await list()).connections.find(({ id }) => id === json.id);
    expect(broken?.status).toMatchObject({
      state: "refused",
      why: expect.stringContaining("auth.token"),
    });
    expect((await list()).problems).toMatchObject([{ field: "auth.token" }]);
    expect(connections.registry.list().map(({ target }) => target.label)).toEqual(["Other"]);
    expect((await ask("POST", `/api/connections/${json.id}/test`, {})).status).toBe(409);
    const { json: shown } = await ask("GET", `/api/connections/${json.id}/settings`);
    expect(shown.auth).toEqual({ kind: "token", token: { value: "" } });
    expect((await ask("PUT", `/api/connections/${json.id}`, { ...shown, auth })).status).toBe(200);
    expect((await list()).problems).toEqual([]);
  });
});

describe("T32 ids", () => {
  it("that nobody knows are answered by 404 everywhere", async () => {
    const { ask } = await start();
    const { json } = await ask("POST", "/api/connections", plainSettings);
    const wrong = json.id.replace(/^./, (digit: string) => (digit === "0" ? "1" : "0"));
    for (const id of [wrong, "..%252f..%252fetc", "__proto__", "constructor", "x".repeat(300)]) {
      expect((await ask("GET", `/api/connections/${id}/settings`)).status).toBe(404);
      expect((await ask("PUT", `/api/connections/${id}`, plainSettings)).status).toBe(404);
      expect((await ask("DELETE", `/api/connections/${id}`)).status).toBe(404);
      expect((await ask("POST", `/api/connections/${id}/test`, {})).status).toBe(404);
      expect((await ask("POST", `/api/contexts/${id}/import`, {})).status).toBe(404);
    }
    expect((await ask("PUT", "/api/connections/default", { id: wrong })).status).toBe(404);
    expect((await ask("GET", `/api/connections/${json.id}/settings`)).status).toBe(200);
  });
});

describe("T35 bodies that are not what they should be", () => {
  it.each<[string, object, string | undefined]>([
    ["a field too many", { isGuarded: false }, "isGuarded"],
    ["an id of one's own", { id: "local" }, "id"],
    ["a field of another type", { production: "yes" }, "production"],
    ["a list for a text", { label: ["a"] }, "label"],
    ["a kind that is none", { auth: { kind: "c4nary" } }, "auth.kind"],
    ["a secret by another name", { auth: { kind: "token", token: "c4nary" } }, "auth.token"],
    [
      "a secret that is kept and given",
      { auth: { kind: "token", token: { keep: true, value: "c4nary" } } },
      "auth.token",
    ],
    ["a secret too much", { auth: { kind: "none", token: { value: "c4nary" } } }, "auth.token"],
    [
      "a very long secret",
      { auth: { kind: "token", token: { value: "c4nary".repeat(20_000) } } },
      "auth.token",
    ],
    ["very many addresses", { urls: Array(33).fill("h") }, "urls"],
    ["a wrong address", { urls: ["nats://ada:c4nary@h:x"] }, "urls[0]"],
    [
      "a secret that stays where there is none",
      { auth: { kind: "token", token: keep } },
      "auth.token",
    ],
  ])("%s is refused by its field and not repeated", async (_name, wrong, field) => {
    const { ask, list } = await start();
    const answer = await ask("POST", "/api/connections", { ...plainSettings, ...wrong });
    expect(answer).toMatchObject({
      status: 400,
      json: { error: { title: expect.any(String), field } },
    });
    expect(answer.text).not.toContain("c4nary");
    const trial = await ask("POST", "/api/connections/test", {
      settings: { ...plainSettings, ...wrong },
    });
    expect(trial.status).toBe(400);
    expect(trial.text + log.join()).not.toContain("c4nary");
    expect((await list()).connections).toEqual([]);
  });

  it("__proto__ is a field too many", async () => {
    const { raw } = await start();
    const body = JSON.stringify(plainSettings).replace("{", '{"__proto__": {"isGuarded": false},');
    expect((await raw("POST", "/api/connections", body)).status).toBe(400);
  });

  it.each(['{"label": c4nary', "c4nary", "null", "[]", '"c4nary"', ""])(
    "%j is no body",
    async (body) => {
      const { raw } = await start();
      const answer = await raw("POST", "/api/connections", body);
      expect(answer.status).toBe(400);
      expect((await answer.text()) + log.join()).not.toContain("c4nary");
    },
  );

  it("parameters are refused, and a body where none belongs", async () => {
    const { ask } = await start();
    expect((await ask("POST", "/api/connections?a=1&a=2", plainSettings)).status).toBe(400);
    expect((await ask("PUT", "/api/connections/default", { id: ["a"] })).status).toBe(400);
    const { json } = await ask("POST", "/api/connections", plainSettings);
    expect((await ask("POST", `/api/connections/${json.id}/test`, { id: 1 })).status).toBe(400);
  });

  it("a name that another one has is refused", async () => {
    const { ask } = await start({ env: { NATS_URL: "env.example" } });
    const taken = { ...plainSettings, label: "ENV.example:4222 " };
    expect(await ask("POST", "/api/connections", taken)).toMatchObject({
      status: 409,
      json: { error: { field: "label" } },
    });
  });
});

describe("who may not change connections", () => {
  const routes = [
    ["POST", "/api/connections", plainSettings],
    ["PUT", "/api/connections/default", { id: "local" }],
    ["GET", "/api/connections/local/settings"],
    ["PUT", "/api/connections/local", plainSettings],
    ["DELETE", "/api/connections/local"],
    ["POST", "/api/connections/test", { settings: plainSettings }],
    ["POST", "/api/connections/local/test", {}],
    ["GET", "/api/contexts"],
    ["POST", "/api/contexts/a/import", {}],
  ] as const;

  it.each<[string, Options, string]>([
    ["an operator", { role: "operator" }, "operator"],
    ["anybody, where others reach the console", { fixed: "Others reach this console." }, "Others"],
  ])("%s hears why at each route, and still sees the list", async (_name, options, words) => {
    const { ask, list } = await start({ ...options, env: { NATS_URL: "h" } });
    for (const [method, path, body] of routes) {
      expect(await ask(method, path, body)).toMatchObject({
        status: 403,
        json: { error: { detail: expect.stringContaining(words) } },
      });
    }
    expect(await list()).toMatchObject({
      connections: [{ id: "local" }],
      fixed: expect.stringContaining(words),
    });
  });

  it("who is no admin is not told which files are wrong", async () => {
    writeFileSync(join(folder, "natsight.config.yaml"), "connections: 5\n");
    expect((await (await start({ role: "reader" })).list()).problems).toEqual([]);
    expect((await (await start()).list()).problems).toHaveLength(1);
  });
});

describe("contexts of the nats CLI", () => {
  const context = (name: string, text: string) =>
    writeFileSync(join(folder, "nats/context", `${name}.json`), text);

  it("are found with their problems, and imported with what their files hold now", async () => {
    const { accounts, config } = await createOperator();
    const server = await startServer({ jetstream: false, config });
    cleanUp.push(() => server.stop());
    const creds = join(folder, "ada.creds");
    writeFileSync(creds, await accounts.APP.createCreds("ada"));
    context(
      "good",
      JSON.stringify({ url: server.url, creds, description: "mine", jetstream_domain: "hub" }),
    );
    context("proxied", '{"url":"nats://u:c4nary@h:1","socks_proxy":"c4nary"}');
    context("lost", '{"url":"nats://u:c4nary@h:1","creds":"/none"}');
    context("torn", '{"password":"c4nary"');
    writeFileSync(join(folder, "nats/context.txt"), "good\n");
    const { ask, connections } = await start();

    const found = await ask("GET", "/api/contexts");
    const why = (words: string) => ({ problem: { why: expect.stringContaining(words) } });
    expect(found.json).toMatchObject({
      folder: join(folder, "nats/context"),
      contexts: [
        { name: "good", description: "mine", address: server.url, auth: "creds", isSelected: true },
        { name: "lost", address: "nats://h:1", auth: "creds", isSelected: false, ...why("/none") },
        { name: "proxied", ...why("SOCKS") },
        { name: "torn", ...why("not JSON") },
      ],
    });
    expect(found.text).not.toContain("c4nary");

    const made = await ask("POST", "/api/contexts/good/import", {});
    expect(made.status).toBe(201);
    rmSync(creds);
    await until("connected", () => stateOf(connections, made.json.id) === "connected");
    expect((await ask("GET", `/api/connections/${made.json.id}/settings`)).json).toMatchObject({
      ...{ label: "good", jetstreamDomain: "hub", auth: { kind: "creds", creds: keep } },
    });
    expect(connections.registry.target(made.json.id)?.subjects.apiPrefix).toBe("$JS.hub.API");
    expect((await ask("POST", "/api/contexts/good/import", {})).status).toBe(409);
    expect(await ask("POST", "/api/contexts/proxied/import", {})).toMatchObject({
      status: 409,
      json: { error: { detail: expect.stringContaining("SOCKS") } },
    });
  });

  it("T47 can't make the console read on for ever, or outside their folder", async () => {
    context("zero", '{"url":"h","creds":"/dev/zero"}');
    context("pipe", '{"url":"h","creds":"/dev/stdin"}');
    context("long", `{"url":"h","token":"${"x".repeat(2_000_000)}"}`);
    writeFileSync(join(folder, "secret.json"), '{"url":"h","token":"c4nary"}');
    const { ask } = await start();
    const found = (await ask("GET", "/api/contexts")).json.contexts;
    expect(found).toHaveLength(3);
    for (const { problem } of found)
      expect(problem.why).toMatch(/not a file|longer than|can't be read/);
    expect((await ask("POST", "/api/contexts/..%2f..%2fsecret/import", {})).status).toBe(400);
    expect((await ask("POST", "/api/contexts/..%252f..%252fsecret/import", {})).status).toBe(404);
  });
});

describe("the test of a connection", () => {
  it("comes line by line as it happens, and ends with its outcome", async () => {
    let goOn = () => {};
    const pressed = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { raw } = await start({
      runTest: async ({ label, isGuarded }, { onRow }) => {
        onRow({ ...seenRow, seen: `${label} ${isGuarded}` });
        await pressed;
        return false;
      },
    });
    const body = JSON.stringify({ settings: { ...plainSettings, label: "" } });
    const answer = await raw("POST", "/api/connections/test", body);
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(JSON.parse((await reader?.read())?.value ?? "")).toMatchObject({
      type: "row",
      row: { step: "dns", seen: "test true" },
    });
    goOn();
    expect(JSON.parse((await reader?.read())?.value ?? "")).toEqual({ type: "done", ok: false });
    expect((await reader?.read())?.done).toBe(true);
  });

  it("is given up when the page goes, and others may test then", async () => {
    let running = 0;
    const runTest: RunTest = (_target, { signal, onRow }) => {
      running += 1;
      onRow(seenRow);
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          running -= 1;
          resolve(false);
        });
      });
    };
    const { raw } = await start({ runTest, env: { NATS_URL: "h" } });
    const pages = Array.from({ length: 8 }, () => new AbortController());
    for (const { signal } of pages) await raw("POST", "/api/connections/local/test", "{}", signal);
    expect(running).toBe(8);
    expect((await raw("POST", "/api/connections/local/test", "{}")).status).toBe(429);
    for (const page of pages) page.abort();
    await until("all were given up", () => running === 0);
    const last = new AbortController();
    expect((await raw("POST", "/api/connections/local/test", "{}", last.signal)).status).toBe(200);
    last.abort();
    await until("the last too", () => running === 0);
  });

  it("uses the stored secrets where they stay, and says when it fails itself", async () => {
    const tested: string[] = [];
    const { ask, raw } = await start({
      runTest: async ({ auth }) => {
        tested.push(auth.kind === "token" ? auth.token : auth.kind);
        throw new Error("a fault");
      },
    });
    const auth = (token: object) => ({ ...plainSettings, auth: { kind: "token", token } });
    const { json } = await ask("POST", "/api/connections", auth({ value: "c4nary" }));
    const body = JSON.stringify({ settings: auth(keep), id: json.id });
    const answer = await (await raw("POST", "/api/connections/test", body)).text();
    expect(JSON.parse(answer)).toMatchObject({ type: "error", why: expect.any(String) });
    expect(tested).toEqual(["c4nary"]);
    expect(log.join()).toContain("a fault");
    expect(answer + log.join()).not.toContain("c4nary");
    const elsewhere = { settings: { ...auth(keep), urls: ["evil.example"] }, id: json.id };
    expect((await ask("POST", "/api/connections/test", elsewhere)).json).toMatchObject({
      error: { field: "auth.token" },
    });
  });
});

describe("direct connections", () => {
  it("let the pages dial that one address and no other", async () => {
    const { ask, raw, list } = await start();
    const direct = { ...plainSettings, transport: "direct", urls: ["wss://far.example/nats"] };
    expect((await ask("POST", "/api/connections", direct)).status).toBe(201);
    const policy = (await raw("GET", "/api/connections")).headers.get("content-security-policy");
    expect(policy).toContain("connect-src 'self' wss://far.example:443;");
    expect((await list()).connections).toMatchObject([
      { status: { state: "direct", address: "wss://far.example:443/nats" } },
    ]);
  });
});
