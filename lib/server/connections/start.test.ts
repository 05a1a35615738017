import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainSettings } from "@/lib/testing/plain-settings";
import { embeddedTarget } from "./from-environment";
import { openSaved } from "./saved";
import { openSecretKeys } from "./secret-keys";
import { type Started, startConnections } from "./start";

let folder = "";
const started: Started[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "natsight-sources-"));
});
afterEach(async () => {
  for (const { connections } of started.splice(0)) await connections.close();
  rmSync(folder, { recursive: true });
});

/** Nothing listens there. */
const nowhere = "127.0.0.1:1";

type Options = { env?: Record<string, string>; embedded?: boolean; hasServer?: boolean };

async function start({ env = {}, embedded = true, hasServer = true }: Options = {}) {
  const said: string[] = [];
  let asked = 0;
  const step = {
    progress: () => undefined,
    done: (text: string) => void said.push(`✓ ${text}`),
    warn: (text: string) => void said.push(`! ${text}`),
    fail: (text: string) => void said.push(`✗ ${text}`),
  };
  const found = await startConnections({
    ...{ env, folder, step, options: { dataDir: folder, embedded } },
    log: (level, text) => said.push(`${level} ${text}`),
    runOwn: async (own) => {
      asked += 1;
      if (hasServer) return embeddedTarget(() => 1);
      own.fail("there is none", "get one");
      return undefined;
    },
  });
  if (found) started.push(found);
  const list = found?.connections.registry.list().map(({ target }) => target.source);
  return { found, list, said, asked };
}

function save() {
  const keys = openSecretKeys({ keyFile: undefined, dataDir: folder, onMade: () => undefined });
  openSaved(folder, keys).put({ ...plainSettings, urls: [nowhere] });
}

function configure(text: string) {
  writeFileSync(join(folder, "natsight.config.yaml"), text);
}

describe("the connections of a start", () => {
  it("are the console's own server where none is configured, and what was saved", async () => {
    expect(await start()).toMatchObject({ asked: 1, list: ["embedded"] });
    save();
    expect(await start()).toMatchObject({ asked: 1, list: ["embedded", "saved"] });
  });

  it.each<[string, Record<string, string>, string, string[]]>([
    ["the environment names one", { NATS_URL: nowhere }, "", ["environment"]],
    ["the file names one", {}, `connections: [{ id: local, url: "${nowhere}" }]`, ["config"]],
    [
      "both do",
      { NATS_URL: nowhere },
      `connections: [{ id: b, url: "${nowhere}" }]`,
      ["environment", "config"],
    ],
    ["the file can't be read", {}, "connections: [", []],
    ["the file that is named is not there", { NATSIGHT_CONFIG: "none.yaml" }, "", []],
    ["nothing in the file can be used", {}, "connections: [{ id: a }]", []],
  ])("are not the console's own server where %s", async (_name, env, text, sources) => {
    configure(text);
    expect(await start({ env })).toMatchObject({ asked: 0, list: sources });
  });

  it("are none where there is none and the console may not run a server", async () => {
    const { found, asked, said } = await start({ embedded: false });
    await found?.firstWord();
    expect(asked).toBe(0);
    expect(said).toEqual(["! no connection yet: the first page adds one"]);
    expect(found?.connections.home()).toBe("/connections");
  });

  it("are the saved ones where no server is to be had, which is said and no failure", async () => {
    save();
    const { list, said } = await start({ hasServer: false });
    expect(list).toEqual(["saved"]);
    expect(said).toEqual(["! no server of its own: there is none"]);
  });

  it("end the start where there is nothing at all", async () => {
    const { found, said } = await start({ hasServer: false });
    expect(found).toBeUndefined();
    expect(said).toEqual(["✗ there is none"]);
  });

  it("end the start where the environment names one that can't be used", async () => {
    const { found, said } = await start({ env: { NATS_URL: "ftp://u:c4nary@h" } });
    expect(found).toBeUndefined();
    expect(said).toMatchObject([expect.stringMatching(/^✗ NATS_URL can't be used/)]);
    expect(said.join()).not.toContain("c4nary");
  });

  it("keep the name local for the environment's, and say so where the file takes it", async () => {
    configure(`connections: [{ id: local, url: "${nowhere}" }, { id: b, url: "${nowhere}" }]`);
    const { list, found } = await start({ env: { NATS_URL: nowhere } });
    expect(list).toEqual(["environment", "config"]);
    expect(found?.connections.problems()).toMatchObject([{ field: "connections, id local" }]);
  });

  it("are told by the default one, with how many there are", async () => {
    configure(
      `default: b\nconnections: [{ id: a, url: "${nowhere}" }, { id: b, url: "${nowhere}" }]`,
    );
    const { found, said } = await start();
    await found?.firstWord();
    expect(said).toContainEqual(
      expect.stringMatching(/^! b, first of 2: lost: connection refused/),
    );
  });
});
