import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDebianArchive } from "./apt-folder";
import { fromDebian } from "./debian";

let cacheDir = "";
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), "natsight-test-"));
});
afterEach(() => rmSync(cacheDir, { recursive: true, force: true }));

const here = process.env.NATSIGHT_TEST_LONG === "1" && "uri" in findDebianArchive();

// Asks the machine's own mirror, so only in the long run.
describe.runIf(here)("Debian's archive", () => {
  it.each(["newest", "2.10", "2.9"] as const)(
    "has a server (%s)",
    { timeout: 180_000 },
    async (want) => {
      const result = await fromDebian(want, { cacheDir });
      expect(result).toMatchObject({ outcome: "used" });
      expect(readdirSync(join(cacheDir, "nats-server"))).toHaveLength(1);
    },
  );

  it("is left alone when it was stopped, without leftovers", async () => {
    const stopping = new AbortController();
    const progress = (): void => {
      setTimeout(() => stopping.abort(), 50);
    };
    const result = await fromDebian("newest", { cacheDir, progress, signal: stopping.signal });
    expect(result).toMatchObject({ outcome: "failed" });
    expect(readdirSync(join(cacheDir, "nats-server"))).toEqual([]);
  });
});
