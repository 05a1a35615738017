import { graveIn } from "./accessible";
import { expect, test } from "./fixtures";

const views = [
  { address: "/connections", heading: "Connections" },
  { address: "/connections?add", heading: "Add connection" },
  { address: "/connections?edit=local", heading: /^Edit connection/ },
  { address: "/connections?import", heading: "Import nats contexts" },
  { address: "/connections?test=local", heading: /^Test connection/ },
];

for (const { address, heading } of views) {
  test(`${address} is the same view after a reload, and by the way back`, async ({ page }) => {
    await page.goto(address);
    await expect(page).toHaveTitle("Connections · Natsight");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await page.goto("/c/local");
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  });
}

// Colours are a matter of the theme, places of the width: each of both once.
for (const [colorScheme, width] of [
  ["dark", 1440],
  ["light", 390],
] as const) {
  test(`axe finds nothing serious on any view, ${colorScheme}, ${width} px wide`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    for (const { address, heading } of views) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
      await expect(page.getByRole("main").locator(".motion-safe\\:animate-pulse")).toHaveCount(0);
      for (const fold of await page.locator("summary").all()) await fold.click();
      expect(await graveIn(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, address).toBe(0);
    }
  });

  test(`axe finds nothing serious on a table in use, ${colorScheme}, ${width} px wide`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/connections?sort=-name&f=source:embedded");
    await page.getByRole("checkbox", { name: "Select all connections" }).check();
    for (const name of ["Add filter", "Columns", "Export", "Export selected"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await expect(page.getByRole("group", { name, exact: true })).toBeVisible();
      expect(await graveIn(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("searchbox").fill("nothing has this name");
    await expect(page.getByText(/^No connection matches/)).toBeVisible();
    expect(await graveIn(page)).toEqual([]);
  });
}

test("on a phone, the test of a draft comes into sight", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/connections?add");
  await page.getByLabel("URLs").fill("nats://127.0.0.1:1");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText(/^Failed at TCP/)).toBeInViewport();
  await expect(page.getByText(/^Nothing listens on port 1|that container itself/)).toBeInViewport();
});
