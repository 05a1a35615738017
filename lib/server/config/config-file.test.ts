import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { machineOf } from "@/lib/server/connections/machine";
import { createAuthority } from "@/lib/testing/certificates";
import { readConfigFile } from "./config-file";
import { configSchema, connectionSchema } from "./config-schema";
import { type ConfigState, nextState } from "./config-source";
import { parseConfigText } from "./config-text";

const path = "/etc/natsight.config.yaml";
const authority = createAuthority();

function machine(files: Record<string, string>, env: Record<string, string> = {}) {
  return machineOf(env, {
    home: "/home/ada",
    readFile: (name) => {
      const text = files[name];
      if (text === undefined) throw Object.assign(new Error(), { code: "ENOENT" });
      return text;
    },
  });
}

function read(text: string, files: Record<string, string> = {}, env?: Record<string, string>) {
  return readConfigFile(path, machine({ ...files, [path]: text }, env));
}

function content(...args: Parameters<typeof read>) {
  const result = read(...args);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.content;
}

const whole = `
default: far            # which one opens first
connections:
  - id: near
    url: nats://a:1, b
    user: ada
    password: env://WORD
    jetstream: { domain: hub }
    inboxPrefix: _INBOX_ada
  - id: far
    label: Far away
    urls: ["wss://c/x", "tls://d"]
    token: file://token.txt
    tls: { ca: ca.pem, handshakeFirst: true }
    system: { user: sys, password: s3cret }
    monitoring: http://c:8222/
    colour: red
    production: true
    readOnly: true
    tailSubjects: [orders.>]
    publishSubjects: [orders.test]
  - id: page
    url: ws://e:8080
    transport: direct
`;

describe("the configuration file", () => {
  it("says how much of the past is kept, and names what of that can't be", () => {
    const { history } = content(
      "history:\n  enabled: false\n  maxBytes: 2 GiB\n  fine: 2 hours\n  minute: 3d\n  quarter: 1h\n",
    );
    expect(history.settings).toEqual({
      ...{ isEnabled: false, maxBytes: 2 ** 31, minuteMs: 3 * 86_400_000 },
    });
    expect(history.problems).toMatchObject([
      { line: 4, field: "history.fine", why: expect.stringContaining("no duration") },
      { line: 6, field: "history.quarter", why: expect.stringContaining("2d") },
    ]);
    expect(read("history:\n  size: 1\n")).toMatchObject({
      problem: { line: 2, field: "history.size", why: expect.stringContaining("not known") },
    });
  });

  it("says everything that a connection can be", () => {
    const files = { "/etc/token.txt": "t0ken\n", "/etc/ca.pem": authority.cert };
    const { targets, problems, defaultId } = content(whole, files, { WORD: "w0rd" });
    expect(problems).toEqual([]);
    expect(defaultId).toBe("far");
    expect(targets).toMatchObject([
      {
        id: "near",
        label: "near",
        source: "config",
        urls: ["nats://a:1", "nats://b:4222"],
        auth: { kind: "user", user: "ada", password: "w0rd" },
        subjects: { apiPrefix: "$JS.hub.API", inboxPrefix: "_INBOX_ada" },
        isGuarded: false,
      },
      {
        id: "far",
        label: "Far away",
        urls: ["wss://c:443/x", "tls://d:4222"],
        auth: { kind: "token", token: "t0ken" },
        tls: { ca: authority.cert, handshakeFirst: true },
        system: { kind: "user", user: "sys", password: "s3cret" },
        monitoringUrl: "http://c:8222",
        colour: "red",
        production: true,
        readOnly: true,
        tailSubjects: ["orders.>"],
        publishSubjects: ["orders.test"],
      },
      { id: "page", transport: "direct", urls: ["ws://e:8080"] },
    ]);
  });

  it("is shown in the README as it is read", () => {
    const [, example = ""] = /```yaml\n(.*?)```/s.exec(readFileSync("README.md", "utf8")) ?? [];
    const parsed = parseConfigText(example);
    const value = parsed.ok ? (parsed.text.value as { connections: unknown[] }) : undefined;
    expect(configSchema.safeParse(value)).toMatchObject({ success: true });
    const [one] = value?.connections ?? [];
    expect(connectionSchema.safeParse(one)).toMatchObject({ success: true });
  });

  it("may be JSON, indented by tabs, and may say nothing", () => {
    const json = '{\n\t"connections": [\n\t\t{"id": "a", "url": "h"}\n\t]\n}\n';
    expect(content(json).targets).toMatchObject([{ id: "a", urls: ["nats://h:4222"] }]);
    expect(content("# nothing yet\n")).toMatchObject({ targets: [], problems: [], history: {} });
  });

  const list = (lines: string) => `connections:\n  - id: good\n    url: h\n${lines}`;

  it.each<[string, string, number, string, string]>([
    ["an unknown field", "  - id: b\n    uri: h\n", 5, "connections[1].uri", "not known"],
    ["a number", "  - id: b\n    url: h\n    token: 12345678\n", 6, "connections[1].token", "text"],
    ["a colour", "  - id: b\n    url: h\n    colour: pink\n", 6, "connections[1].colour", "words"],
    ["a missing id", "  - url: h\n", 4, "connections[1].id", "text"],
    ["a bad id", "  - id: A B\n    url: h\n", 4, "connections[1].id", "written"],
    ["an id twice", "  - id: good\n    url: h\n", 4, "connections[1].id", "another connection"],
    ["no address", "  - id: b\n", 4, "connections[1].url", "missing"],
    ["a bad address", "  - id: b\n    url: ftp://u:w0rd@h\n", 5, "connections[1].url", "scheme"],
    [
      "a bad address of several",
      "  - id: b\n    urls:\n      - h\n      - http://u:w0rd@h\n",
      7,
      "connections[1].urls[1]",
      "scheme",
    ],
    [
      "a bad seed",
      "  - id: b\n    url: h\n    nkey: SUAAAAAAAAAAAAAAAAw0rd\n",
      6,
      "connections[1].nkey",
      "file",
    ],
    [
      "a variable that is not set",
      "  - id: b\n    url: h\n    user: u\n    password: env://NONE\n",
      7,
      "connections[1].password",
      "not set",
    ],
    [
      "a CA that is none",
      "  - id: b\n    url: h\n    tls:\n      ca: /word\n",
      7,
      "connections[1].tls.ca",
      "PEM",
    ],
    [
      "a wildcard in a prefix",
      "  - id: b\n    url: h\n    jetstream:\n      apiPrefix: '>'\n",
      7,
      "connections[1].jetstream.apiPrefix",
      "no prefix",
    ],
    [
      "a system account's bad creds",
      "  - id: b\n    url: h\n    system: { creds: /word }\n",
      6,
      "connections[1].system.creds",
      "credentials",
    ],
    [
      "monitoring",
      "  - id: b\n    url: h\n    monitoring: ftp://x\n",
      6,
      "connections[1].monitoring",
      "http",
    ],
    [
      "direct with credentials",
      "  - id: b\n    url: ws://h:1\n    transport: direct\n    token: w0rd\n",
      5,
      "connections[1].url",
      "no stored credentials",
    ],
    [
      "everything to tail",
      "  - id: b\n    url: h\n    tailSubjects: ['>']\n",
      6,
      "connections[1].tailSubjects[0]",
      "inboxes",
    ],
    [
      "everything to publish to",
      "  - id: b\n    url: h\n    publishSubjects: [a, '*.>']\n",
      6,
      "connections[1].publishSubjects[1]",
      "API",
    ],
  ])(
    "names line and field, not the value, and keeps what is good: %s",
    (_name, lines, line, field, why) => {
      const { targets, problems } = content(list(lines), { "/word": "w0rd" });
      expect(targets.map(({ id }) => id)).toEqual(["good"]);
      expect(problems).toMatchObject([
        { where: path, line, field, why: expect.stringContaining(why) },
      ]);
      expect(problems[0]?.what).toMatch(/./);
      expect(JSON.stringify(problems)).not.toMatch(/w0rd|12345678|pink/);
    },
  );

  it.each<[string, string, number, string]>([
    ["indentation", "connections:\n - id: a\n  url: w0rd\n", 3, "indentation"],
    ["a colon", "connections:\n  - id: a\n    password: w0rd: x\n", 3, "quotes"],
    ["an open quote", 'a: "w0rd\n', 2, "quote"],
    ["a field twice", "default: w0rd\ndefault: w0rd2\n", 2, "twice"],
    ["a tag", "default: !!js/function w0rd\n", 1, "tag"],
    ["two documents", "---\ndefault: a\n---\nw0rd: b\n", 3, "second document"],
  ])("that can't be read at all says the line and not the text: %s", (_name, text, line, why) => {
    const result = read(text);
    expect(result).toMatchObject({
      ok: false,
      problem: { where: path, line, why: expect.stringContaining(why) },
    });
    expect(JSON.stringify(result)).not.toContain("w0rd");
  });

  it("says when its default is none of its connections", () => {
    expect(content("default: x\nconnections:\n  - id: a\n    url: h\n").problems).toMatchObject([
      { line: 1, field: "default" },
    ]);
  });

  it("never throws, whatever stands in it", () => {
    const pieces = fc.constantFrom(
      "connections:",
      "\n",
      "  - ",
      "id: a",
      "url: h",
      ": ",
      "*x",
      "&x ",
      "[",
      "}",
      "\t",
      "'",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (one) => {
        expect(typeof read(one).ok).toBe("boolean");
      }),
      { numRuns: 500 },
    );
  });
});

describe("R18 a configuration that was edited", () => {
  const empty: ConfigState = {
    isConfigured: false,
    defaultId: undefined,
    targets: [],
    problems: [],
    history: {},
  };
  const step = (before: ConfigState, text: string | undefined) =>
    nextState(before, path, machine(text === undefined ? {} : { [path]: text }))[0];
  const good = "default: a\nconnections:\n  - id: a\n    url: h1\n  - id: b\n    url: h2\n";
  const ids = ({ targets }: ConfigState) => targets.map(({ id, urls }) => `${id} ${urls[0]}`);

  it.each([
    ["broken", "connections: [", 1],
    ["gone", undefined, 1],
    ["of another shape", "connections: 5\n", 1],
  ])("keeps the last good state while the file is %s, and says so", (_name, text, count) => {
    const state = step(step(empty, good), text);
    expect(ids(state)).toEqual(["a nats://h1:4222", "b nats://h2:4222"]);
    expect(state).toMatchObject({ isConfigured: true, defaultId: "a" });
    expect(state.problems).toHaveLength(count);
    expect(step(state, good).problems).toEqual([]);
  });

  it("keeps the connection that became wrong as it was, and takes the other changes", () => {
    const edited = "connections:\n  - id: a\n    url: ftp://h9\n  - id: c\n    url: h3\n";
    const state = step(step(empty, good), edited);
    expect(ids(state)).toEqual(["c nats://h3:4222", "a nats://h1:4222"]);
    expect(state.problems).toMatchObject([{ field: "connections[0].url" }]);
  });

  it("takes away what was taken out", () => {
    const state = step(step(empty, good), "connections: []\n");
    expect(state).toMatchObject({ isConfigured: false, targets: [], problems: [], history: {} });
  });
});
