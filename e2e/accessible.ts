import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Axe finds nothing serious on the page, and nothing of it lies beyond the window's side. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await graveIn(page)).toEqual([]);
  const isTooWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(isTooWide).toBe(false);
}

/** What axe finds there that is serious or worse: the rules, and the elements. */
export async function graveIn(page: Page): Promise<[rule: string, where: string[]][]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
