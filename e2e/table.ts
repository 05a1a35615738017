import type { Locator, Page } from "@playwright/test";

/** The table of this name, and the ways of a person through it: its rows begin with a header each. */
export function tableNamed(name: string) {
  const table = (page: Page): Locator => page.getByRole("table", { name });
  const names = (page: Page): Locator => table(page).locator("tbody").getByRole("rowheader");
  return {
    table,
    /** The headers that the rows begin with. */
    names,
    firstRow: (page: Page): Locator => names(page).first(),
    rows: (page: Page): Locator =>
      table(page)
        .getByRole("row")
        .filter({ has: page.getByRole("rowheader") }),
    rowOf: (page: Page, header: string): Locator =>
      table(page)
        .getByRole("row")
        .filter({ has: page.getByRole("rowheader", { name: header, exact: true }) }),
  };
}
