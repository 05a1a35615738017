import { expect, it } from "vitest";
import { testCacheDir } from "./binaries";
import { ensureServers } from "./ensure-servers";

it("gets every version that tests run against, and tells each source it looked at", async () => {
  const lines: string[] = [];
  const result = await ensureServers({
    cacheDir: testCacheDir(),
    report: (want, { source, outcome }) => lines.push(`${want}, ${source}: ${outcome}`),
  });
  expect(result).toMatchObject({
    ok: true,
    binaries: {
      newest: { version: expect.stringMatching(/^2\./) },
      "2.10": { version: expect.stringMatching(/^2\.10\./) },
      "2.9": { version: expect.stringMatching(/^2\.9\./) },
    },
  });
  expect(lines.filter((line) => line.endsWith(": used"))).toHaveLength(3);
  expect(lines[0]).toContain("newest, environment");
});
