import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const group = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const example = (page: Page, name: string) =>
  page
    .locator("dl[aria-label=Example] > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .getByRole("definition");
const root = (page: Page) => page.locator("html");

async function choose(page: Page, name: string, choice: string): Promise<void> {
  await group(page, name).getByRole("radio", { name: choice, exact: true }).check();
}

test.use({ timezoneId: "Europe/Berlin" });

const looks = [
  { name: "Theme", choice: "Dark", attribute: "data-theme", value: "dark" },
  { name: "Theme", choice: "Light", attribute: "data-theme", value: "light" },
  { name: "Density", choice: "Compact", attribute: "data-density", value: "compact" },
  { name: "Motion", choice: "Reduced", attribute: "data-motion", value: "reduced" },
] as const;

for (const { name, choice, attribute, value } of looks) {
  test(`${name}, ${choice.toLowerCase()}: at once, in a second tab, and after a reload before anything is drawn`, async ({
    page,
    context,
  }) => {
    await page.goto("/settings");
    const other = await context.newPage();
    await other.goto("/c/local");
    await expect(other.getByRole("table", { name: "Streams" })).toBeVisible();
    await choose(page, name, choice);
    await expect(root(page)).toHaveAttribute(attribute, value);
    await expect(root(other)).toHaveAttribute(attribute, value);

    // Not from what React does later: as the page stands when it has been read.
    await page.reload({ waitUntil: "commit" });
    const atFirst = await page.evaluate(
      (wanted) =>
        new Promise((tell) => {
          const read = () => tell(document.documentElement.getAttribute(wanted));
          if (document.readyState === "loading") addEventListener("DOMContentLoaded", read);
          else read();
        }),
      attribute,
    );
    expect(atFirst).toBe(value);
    await expect(group(page, name).getByRole("radio", { name: choice })).toBeChecked();
  });
}

test("a dark page is never drawn light: the first frame has the chosen ground", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/settings");
  await choose(page, "Theme", "Dark");
  const dark = await ground(page);
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    const look = () => {
      if (document.body) seen.push(getComputedStyle(document.body).backgroundColor);
      if (seen.length < 60) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto("/c/local");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
  expect(seen.length).toBeGreaterThan(0);
  expect([...new Set(seen)]).toEqual([dark]);
});

test("compact rows are 32 pixels high, comfortable ones 40", async ({ page }) => {
  await page.goto("/c/local");
  const row = page
    .getByRole("table", { name: "Streams" })
    .locator("tbody")
    .getByRole("row")
    .first();
  await expect(row).toHaveCSS("height", "40px");
  await page.goto("/settings");
  await choose(page, "Density", "Compact");
  await page.goto("/c/local");
  await expect(row).toHaveCSS("height", "32px");
});

test("times are local ones with their offset, or UTC with a Z, on every page and in every tab", async ({
  page,
  context,
}) => {
  await page.goto("/settings");
  const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/;
  await expect(example(page, "Now")).toHaveText(new RegExp(`${moment.source} \\+0[12]:00$`));
  await expect(example(page, "Time zone")).toHaveText("Europe/Berlin");
  const other = await context.newPage();
  await other.goto("/c/local?stream=ORDERS");
  const last = other.getByRole("region", { name: "Last message" });
  await expect(last).toContainText(/ \d\d:\d\d:\d\d\.\d{9} \+0[12]:00/);

  await choose(page, "Times", "UTC");
  await expect(example(page, "Now")).toHaveText(new RegExp(`${moment.source}Z$`));
  await expect(example(page, "Time zone")).toHaveText("UTC");
  await expect(last).toContainText(/ \d\d:\d\d:\d\d\.\d{9}Z/);
  await page.reload();
  await expect(example(page, "Now")).toHaveText(new RegExp(`${moment.source}Z$`));
});

const styles = [
  { style: "1.234,5", exact: "18.204.511", bytes: "1,2 GiB" },
  { style: "1 234,5", exact: "18\u202f204\u202f511", bytes: "1,2 GiB" },
  { style: "1'234.5", exact: "18'204'511", bytes: "1.2 GiB" },
  { style: "1,234.5", exact: "18,204,511", bytes: "1.2 GiB" },
] as const;

test("numbers are grouped as it was chosen, at once, in a second tab and after a reload", async ({
  page,
  context,
}) => {
  await page.goto("/settings");
  const other = await context.newPage();
  await other.goto("/settings");
  for (const { style, exact, bytes } of styles) {
    await choose(page, "Numbers", style);
    for (const tab of [page, other]) {
      await expect(example(tab, "Messages")).toHaveText(exact);
      await expect(example(tab, "Stored")).toHaveText(bytes);
    }
  }
  await choose(page, "Numbers", "1'234.5");
  await page.reload();
  await expect(example(page, "Messages")).toHaveText("18'204'511");
});

test("the console begins with the page that was chosen", async ({ page }) => {
  await page.goto("/settings");
  await choose(page, "Start page", "Connections");
  await page.goto("/");
  await expect(page).toHaveURL(/\/connections$/);
  await page.goto("/settings");
  // The page as it comes from the server knows no choice yet.
  const chosen = group(page, "Start page").getByRole("radio", { name: "Connections" });
  await expect(chosen).toBeChecked();
  await choose(page, "Start page", "Overview");
  await page.goto("/");
  await expect(page).toHaveURL(/\/c\/local$/);
});

test("how much of a payload is shown unasked holds in the next message that is read", async ({
  page,
}) => {
  await page.goto("/settings");
  const field = page.getByRole("textbox", { name: "Show payloads up to" });
  await field.fill("16 B");
  await field.press("Enter");
  await page.reload();
  await expect(field).toHaveValue("16 B");
  await page.goto("/c/local?stream=ORDERS");
  const last = page.getByRole("region", { name: "Last message" });
  await expect(last.getByRole("tree", { name: "Payload" })).toHaveCount(0);
  await last
    .getByRole("button", { name: /^Show / })
    .first()
    .click();
  await expect(last.getByRole("tree", { name: "Payload" })).toBeVisible();
});

test("one button takes everything back, here and in a second tab", async ({ page, context }) => {
  await page.goto("/settings");
  const reset = page.getByRole("button", { name: "Reset to defaults" });
  await expect(reset).toBeDisabled();
  const other = await context.newPage();
  await other.goto("/settings");
  await choose(page, "Theme", "Dark");
  await choose(page, "Density", "Compact");
  await choose(page, "Times", "UTC");
  await choose(page, "Numbers", "1'234.5");
  await choose(page, "Start page", "Connections");
  await expect(root(other)).toHaveAttribute("data-theme", "dark");
  await reset.click();
  for (const tab of [page, other]) {
    await expect(root(tab)).toHaveAttribute("data-theme", "system");
    await expect(root(tab)).toHaveAttribute("data-density", "comfortable");
    await expect(example(tab, "Messages")).toHaveText("18,204,511");
    await expect(example(tab, "Time zone")).toHaveText("Europe/Berlin");
    await expect(group(tab, "Start page").getByRole("radio", { name: "Overview" })).toBeChecked();
  }
  await expect(page.getByRole("main").getByRole("status")).toHaveText("Everything is as at first.");
});

test("the limits of this console stand under an address of their own, with what happens at each", async ({
  page,
  baseURL,
}) => {
  await page.goto("/settings");
  await page.getByRole("link", { name: "Limits", exact: true }).click();
  await expect(page).toHaveURL(/\/settings\/limits$/);
  const sockets = page.getByRole("table", { name: "Sockets to NATS" });
  await expect(sockets.getByRole("row", { name: /^Sockets in all 1,000 / })).toContainText(
    "NATSIGHT_GATEWAY_SOCKETS",
  );
  const requests = page.getByRole("table", { name: "Requests" });
  await expect(requests.getByRole("row", { name: /^Body 1 MiB / })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect((await page.request.get(`${baseURL}/api/limits?of=me`)).status()).toBe(400);
});

async function ground(page: Page): Promise<string> {
  return await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}
