import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { takeLock } from "../lib/server/lock/lock.mjs";
import { createSteps } from "../lib/server/steps/steps.mjs";
import { createDay } from "./demo-history-day.mjs";
import { loadHistory } from "./history-module.mjs";
import { project } from "./run.mjs";

// `node scripts/demo-history.mjs [FOLDER]`: writes a made-up day of the demo's consumers into a data folder, through the
// product's own history, so that pictures have a past. Nothing of it was seen on a server.

const tickMs = 10_000;
const dayMs = 86_400_000;
const steps = createSteps();
const folder = resolve(process.argv[2] ?? join(project, ".natsight"));
const step = steps.begin("History", folder);
mkdirSync(folder, { recursive: true, mode: 0o700 });
const lock = takeLock(join(folder, "lock"));
if (!lock.ok) {
  step.fail(`Process ${lock.holder.pid} runs on this folder.`, "stop it first.");
  process.exit(1);
}
const { createHistory, usualHistory, remove } = await loadHistory();
const history = createHistory({ folder, settings: usualHistory });
try {
  await write();
  step.done(`a day, made up: ${Math.round(history.kept().bytes / 1024)} KiB`);
} finally {
  await history.close();
  remove();
  lock.release();
}

async function write() {
  const endMs = Math.floor(Date.now() / tickMs) * tickMs - tickMs;
  const day = createDay(endMs);
  let told = 0;
  for (let atMs = endMs - dayMs; atMs <= endMs; atMs += tickMs) {
    const tick = day.tickAt(atMs);
    if (tick) history.tick("local", tick);
    if (++told % 10 > 0) continue;
    // Answered in its turn: what came before has been written then.
    await history.read("local", {
      series: ["inMessages"],
      fromMs: atMs,
      toMs: atMs + 1,
      points: 1,
    });
    step.progress(new Date(atMs).toISOString().slice(0, 16));
  }
  for (const event of day.events) history.addEvent("local", event);
  const { state } = history.kept();
  if (state.kind === "paused") throw new Error(state.why);
}
