import { until } from "./answers.mjs";

/** @typedef {import("@playwright/test").Page} Page */

/** Waits until the overview lists streams. @param {Page} page */
export async function showsStreams(page) {
  await page.getByRole("table", { name: "Streams" }).getByRole("rowheader").first().waitFor();
}

/** Waits until the overview says how much flows; a rate takes two readings. @param {Page} page */
export async function showsRates(page) {
  await rates(page).first().waitFor();
}

/** Waits until one of the rates is another than at the start. @param {Page} page */
export async function showsMovement(page) {
  const before = await readRates(page);
  await until("a figure that moves", async () => (await readRates(page)) !== before || undefined);
}

/** @param {Page} page */
async function readRates(page) {
  return (await rates(page).allTextContents()).join(" ");
}

/** The newest values beside the names of the lines, of messages and bytes. @param {Page} page */
function rates(page) {
  const charts = page.getByRole("region", { name: "Flow" }).getByRole("figure");
  return charts.locator("span").getByText(/^<?\d[^ ]*( [KMGTP]?i?B)?\/s$/);
}
