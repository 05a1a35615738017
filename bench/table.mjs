import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { build } from "esbuild";
import { project } from "../scripts/run.mjs";
import { medians, round } from "./bench.mjs";
import { withBrowser, withPage } from "./browser.mjs";

const goalMs = 20;
const rows = 100_000;
const changes = 1_000;

/** @typedef {{p95Ms: number, medianMs: number, worstMs: number}} Frames */

/**
 * The time between frames while a table of 100,000 rows is scrolled and 1,000 of them change ten times a second,
 * against those of a box of the same height with nothing in it.
 * @type {import("./bench.mjs").Bench}
 */
export async function benchTable({ short, note }) {
  note("starting");
  const server = await serve(await bundle());
  try {
    return await withBrowser(async (browser) => {
      /** @param {string} what @returns {Promise<Frames>} */
      const measure = (what) =>
        withPage(browser, async (page) => {
          await page.goto(server.url);
          await page.evaluate(`frames.${what}`);
          await page.mouse.move(600, 400);
          return page.evaluate(`frames.scroll(${short ? 1_000 : 5_000})`);
        });
      /** @type {Record<"floor" | "value" | "held", Frames[]>} */
      const runs = { floor: [], value: [], held: [] };
      for (let index = 0; index < (short ? 1 : 5); index++) {
        note(`round ${index + 1}`);
        runs.floor.push(await measure(`drawBlank(${rows * 40})`));
        runs.held.push(await measure(`drawTable(${rows}, ${changes})`));
        runs.value.push(await measure(`drawTable(${rows}, ${changes}, true)`));
      }
      const [floor, value, held] = [runs.floor, runs.value, runs.held].map((run) => medians(run));
      const p95Ms = Math.max(value?.p95Ms ?? Number.NaN, held?.p95Ms ?? Number.NaN);
      return {
        value: round(p95Ms),
        unit: "ms",
        floor: floor?.p95Ms ?? Number.NaN,
        goal: `p95 of the frames ≤ ${goalMs} ms`,
        pass: p95Ms <= goalMs,
        more: { blank: { ...floor }, sorting: { ...value }, "under the pointer": { ...held } },
      };
    });
  } finally {
    server.close();
  }
}

/** The product's table as the product ships it, on a page of its own. */
async function bundle() {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: ["bench/table/table.page.tsx"],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  const [script] = outputFiles;
  if (!script) throw new Error("esbuild made no script.");
  return script.text;
}

/** @param {string} script */
async function serve(script) {
  const folder = join(project, ".next/static");
  const sheets = readdirSync(folder, { encoding: "utf8", recursive: true })
    .filter((name) => name.endsWith(".css"))
    .map((name) => join(folder, name));
  if (sheets.length === 0) throw new Error("The build has no style sheet.");
  const style = sheets.map((sheet) => readFileSync(sheet, "utf8")).join("\n");
  /** @type {Record<string, [type: string, text: string]>} */
  const files = {
    "/table.js": ["text/javascript", script],
    "/table.css": ["text/css", style],
    "/": [
      "text/html",
      '<!doctype html><link rel="stylesheet" href="/table.css"><body><script src="/table.js"></script>',
    ],
  };
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(text);
  });
  await new Promise((settle) => server.listen(0, "127.0.0.1", () => settle(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}
