import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "./run.mjs";

// A guard that nobody has seen fail is none: one forbidden import a rung, planted.

/** @type {[string, string][]} file, import that it must not have */
const forbidden = [
  ["lib/model/planted.ts", "@/lib/nats/streams"],
  ["lib/model/planted.ts", "react"],
  ["lib/format/planted.ts", "@/lib/model/streams"],
  ["lib/roles/planted.ts", "@/lib/nats/streams"],
  ["lib/url/planted.ts", "@/lib/nats/streams"],
  ["lib/preferences/planted.ts", "@/lib/url/pages"],
  ["lib/queries/planted.ts", "@/lib/preferences/preferences"],
  ["lib/errors/planted.ts", "@nats-io/nats-core"],
  ["lib/nats/planted.ts", "@/lib/worker/protocol"],
  ["lib/nats/planted.ts", "@/lib/server/dial/dial"],
  ["lib/live/planted.ts", "@nats-io/nats-core"],
  ["lib/live/planted.ts", "@/lib/nats/streams"],
  ["lib/worker/planted.ts", "@/lib/queries/snapshot"],
  ["lib/worker/planted.ts", "@/lib/server/dial/dial"],
  ["lib/queries/planted.ts", "@/lib/nats/streams"],
  ["lib/queries/planted.ts", "@nats-io/nats-core"],
  ["lib/server/http/planted.ts", "@/lib/worker/client"],
  ["lib/server/http/planted.ts", "@/components/ui/panel"],
  ["lib/server/http/planted.ts", "next"],
  ["lib/server/http/planted.ts", "../dial/dial"],
  ["lib/testing/planted.ts", "@/lib/worker/client"],
  ["components/ui/planted.tsx", "@/lib/queries/snapshot"],
  ["components/ui/planted.tsx", "@tanstack/react-query"],
  ["components/charts/planted.tsx", "@/lib/model/streams"],
  ["components/shell/planted.tsx", "@/components/overview/overview"],
  ["components/streams/planted.tsx", "@/components/overview/overview"],
  ["components/payload/planted.tsx", "@/components/messages/messages"],
  ["components/overview/planted.tsx", "@/components/connections/connections"],
  ["components/overview/planted.tsx", "@/lib/nats/streams"],
  ["components/streams/planted.tsx", "@/lib/nats/streams"],
  ["components/streams/planted.tsx", "recharts"],
  ["app/planted.tsx", "@/lib/nats/streams"],
  ["app/planted.tsx", "@nats-io/nats-core"],
  ["e2e/planted.spec.ts", "@/lib/server/dial/dial"],
  ["server.ts", "./components/overview/overview"],
];

/** @type {[string, string][]} file, import that it may have */
const allowed = [
  ["lib/roles/planted.ts", "@/lib/model/role"],
  ["lib/nats/planted.ts", "@/lib/roles/may"],
  ["lib/worker/planted.ts", "@/lib/roles/may"],
  ["lib/model/planted.ts", "@/lib/errors/app-error"],
  ["lib/nats/planted.ts", "@nats-io/nats-core"],
  ["lib/nats/planted.ts", "@/lib/errors/app-error"],
  ["lib/live/planted.ts", "@/lib/model/series"],
  ["lib/live/planted.ts", "@/lib/format/bytes"],
  ["lib/worker/planted.ts", "@/lib/nats/streams"],
  ["lib/queries/planted.ts", "@/lib/worker/client"],
  ["lib/server/http/planted.ts", "@/lib/model/connection"],
  ["lib/server/http/planted.ts", "@/lib/live/snapshot-store"],
  ["lib/testing/planted.ts", "@/lib/server/embedded/binary"],
  ["components/ui/planted.tsx", "@/lib/format/bytes"],
  ["components/ui/planted.tsx", "@/lib/preferences/preferences"],
  ["components/shell/planted.tsx", "@/components/ui/panel"],
  ["components/streams/planted.tsx", "@/components/charts/sparkline"],
  ["components/streams/planted.tsx", "@/components/payload/payload"],
  ["components/overview/planted.tsx", "@/components/streams/stream-detail"],
  ["components/overview/planted.tsx", "@/components/consumers/cause-words"],
  ["app/planted.tsx", "@/components/overview/overview"],
  ["e2e/planted.spec.ts", "@/lib/testing/servers"],
];

/** The planted files, linted in one go in a folder of their own under the same rules. */
const folder = mkdtempSync(join(tmpdir(), "natsight-ladder-"));
/** @type {Set<string>} file and rule of each finding */
let findings = new Set();

beforeAll(() => {
  copyFileSync(join(project, "biome.json"), join(folder, "biome.json"));
  for (const [index, [file, module]] of [...forbidden, ...allowed].entries()) {
    write(
      planted(file, index),
      `import { planted } from "${module}";\nexport const used = planted;\n`,
    );
  }
  write("lib/nats/console.ts", "console.log(1);\n");
  write("scripts/console.mjs", "console.log(1);\n");
  const bin = join(project, "node_modules", "@biomejs", "biome", "bin", "biome");
  const args = [bin, "lint", "--reporter=json", "--max-diagnostics=none", "."];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  /** @type {{category: string, location: {path: string}}[]} */
  const diagnostics = JSON.parse(stdout).diagnostics;
  findings = new Set(diagnostics.map(({ category, location }) => `${location.path} ${category}`));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the ladder of imports", () => {
  it.each(forbidden.map((pair, index) => /** @type {const} */ ([...pair, index])))(
    "refuses in %s an import of %s",
    (file, _module, index) => {
      expect(findings).toContain(`${planted(file, index)} lint/style/noRestrictedImports`);
    },
  );

  it.each(allowed.map((pair, index) => /** @type {const} */ ([...pair, index + forbidden.length])))(
    "lets %s import %s",
    (file, _module, index) => {
      expect(findings).not.toContain(`${planted(file, index)} lint/style/noRestrictedImports`);
    },
  );

  it("takes console for a mistake in the library and not in a script", () => {
    expect(findings).toContain("lib/nats/console.ts lint/suspicious/noConsole");
    expect(findings).not.toContain("scripts/console.mjs lint/suspicious/noConsole");
  });
});

/** @param {string} file @param {number} index */
function planted(file, index) {
  return file.replace("planted", `planted-${index}`);
}

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
