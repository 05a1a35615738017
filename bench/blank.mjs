import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { project, run } from "../scripts/run.mjs";
import { until } from "./answers.mjs";
import { startProcess } from "./processes.mjs";

const dir = join(project, "bench", "blank");
const stampFile = join(dir, ".next", "natsight.sha256");
const sources = ["app/layout.tsx", "app/page.tsx", "next.config.mjs"];

/** Builds the blank page where its sources or the packages changed. */
async function buildBlank() {
  const hash = createHash("sha256").update(readFileSync(join(project, "package-lock.json")));
  for (const source of sources) hash.update(readFileSync(join(dir, source)));
  const stamp = hash.digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const next = join(project, "node_modules/next/dist/bin/next");
  const env = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  const { code, tail } = await run(process.execPath, [next, "build", dir], { env });
  if (code !== 0) throw new Error(`The blank page was not built:\n${tail}`);
  writeFileSync(stampFile, stamp);
}

/** Serves a page of the same Next.js with nothing on it: the floor of `load`. */
export async function startBlank() {
  await buildBlank();
  const server = startProcess(process.execPath, [join(project, "bench", "serve-blank.mjs")], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const ended = () => (server.hasEnded() ? server.output() : undefined);
  const read = async () => /(http:\S+) is blank/.exec(server.output())?.[1];
  try {
    return { url: await until("the blank page's server", read, { ended }), stop: server.stop };
  } catch (error) {
    await server.stop().catch(() => {});
    throw error;
  }
}
