import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Attempt } from "./attempt";
import { describeFailure, type FindOptions, type FindResult, findNatsServer } from "./binary";
import { readVersion } from "./version";

// Small shell scripts stand in for nats-server: what is tested is who is asked, and what is believed.
let root = "";
let reported: Attempt[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "natsight-test-"));
  reported = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function place(folder: string, script: string, mode = 0o755): string {
  const path = join(root, folder, "nats-server");
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  return path;
}

const says = (version: string): string => `echo "nats-server: v${version}"`;

function find(options: Partial<FindOptions> & { folders?: string[] } = {}): Promise<FindResult> {
  const { folders = [], env = {}, ...rest } = options;
  return findNatsServer({
    want: "newest",
    cacheDir: join(root, "cache"),
    report: (attempt) => reported.push(attempt),
    fetch: false,
    ...rest,
    env: { PATH: folders.map((folder) => join(root, folder)).join(":"), ...env },
  });
}

const outcomes = (): string[] => reported.map(({ source, outcome }) => `${source}: ${outcome}`);

// The distribution's folders are looked at besides the PATH, so a machine that has one would spoil these.
const hasOwn = ["/usr/sbin", "/usr/local/sbin"].some((dir) => existsSync(join(dir, "nats-server")));

describe.skipIf(hasOwn)("looking for a nats-server", () => {
  it("takes what the environment names before anything else", async () => {
    const named = place("named", says("2.12.3"));
    place("path", says("2.15.1"));
    const result = await find({ folders: ["path"], env: { NATSIGHT_NATS_SERVER: named } });
    expect(result).toMatchObject({ ok: true, path: named, version: "2.12.3" });
    expect(outcomes()).toEqual(["environment: used"]);
  });

  it("then what is on the PATH, then the cache", async () => {
    const cached = place("cache/nats-server/2.15.3", says("2.15.3"));
    const onPath = place("path", says("2.11.0"));
    expect(await find({ folders: ["path"] })).toMatchObject({ path: onPath, source: "path" });
    reported = [];
    expect(await find()).toMatchObject({ path: cached, source: "cache" });
    expect(outcomes()).toEqual(["environment: skipped", "path: skipped", "cache: used"]);
  });

  it("takes the newest patch that the cache has", async () => {
    for (const version of ["2.15.2", "2.15.10", "2.14.9"]) {
      place(`cache/nats-server/${version}`, says(version));
    }
    expect(await find()).toMatchObject({ version: "2.15.10" });
    expect(await find({ want: "2.10" })).toMatchObject({ ok: false });
  });

  it.each([
    ["exits with an error", "exit 3", 0o755, "exited with 3"],
    ["prints nonsense", "echo hello", 0o755, 'does not answer as nats-server does: "hello"'],
    ["prints no version", "echo 'nats-server: vNext'", 0o755, "does not answer"],
    ["prints nothing", "true", 0o755, 'does not answer as nats-server does: ""'],
    ["may not be executed", says("2.15.1"), 0o644, "may not be executed"],
    ["is too old", says("2.10.27"), 0o755, "is 2.10.27, wanted is 2.11 or newer"],
  ])("goes on to the next when one on the PATH %s", async (_how, script, mode, words) => {
    place("bad", script, mode);
    const good = place("good", says("2.15.1"));
    const result = await find({ folders: ["bad", "good"] });
    expect(result).toMatchObject({ ok: true, path: good });
    expect(reported.at(-1)?.detail).toContain(words);
  });

  it("does not wait for one that hangs", async () => {
    const hanging = place("hanging", "exec sleep 60");
    const beganMs = Date.now();
    expect(await readVersion(hanging, 100)).toEqual({
      ok: false,
      why: "gave no answer to --version within 0.1 s",
    });
    expect(Date.now() - beganMs).toBeLessThan(3_000);
  });

  it("does not take a broken one from the environment, and says so", async () => {
    const env = { NATSIGHT_NATS_SERVER: join(root, "nowhere") };
    const good = place("good", says("2.15.1"));
    expect(await find({ folders: ["good"], env })).toMatchObject({ path: good });
    expect(reported[0]).toMatchObject({ outcome: "failed" });
    expect(reported[0]?.detail).toContain("is not there");
  });

  it("takes an older minor only when that minor is wanted", async () => {
    const older = place("older", says("2.10.29"));
    place("newer", says("2.15.1"));
    const folders = ["newer", "older"];
    expect(await find({ want: "2.10", folders })).toMatchObject({ path: older });
    expect(await find({ want: "2.9", folders })).toMatchObject({ ok: false });
    const env = { NATSIGHT_NATS_SERVER_2_10: older };
    expect(await find({ want: "2.10", env })).toMatchObject({ source: "environment" });
  });

  it("reports one line for each source, and lists them all when none has one", async () => {
    place("bad", "exit 1");
    const result = await find({ folders: ["bad"] });
    expect(result).toEqual({ ok: false, tried: reported });
    expect(outcomes()).toEqual(["environment: skipped", "path: failed", "cache: skipped"]);
    const words = describeFailure("newest", reported);
    for (const { detail } of reported) expect(words).toContain(detail);
    expect(words).toContain("NATSIGHT_NATS_SERVER");
  });

  it("looks nowhere further once it was stopped", async () => {
    const signal = AbortSignal.abort();
    expect(await find({ signal })).toEqual({ ok: false, tried: [] });
  });
});
