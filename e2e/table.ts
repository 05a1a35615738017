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

/**
 * How long a letter in a table's filter takes at most until a frame shows what it finds, in the quietest of three
 * rounds: what else the machine does is not the table's.
 */
export function slowestLetterMs(page: Page, table: string, texts: string[]): Promise<number> {
  return page.evaluate(
    async ([name, typed]) => {
      const field = document.querySelector<HTMLInputElement>("input[placeholder=Filter]");
      const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      const firstName = () =>
        document.querySelector(`table[aria-label=${name}] tbody th`)?.textContent ?? "";
      const write = async (text: string) => {
        setter?.call(field, text);
        field?.dispatchEvent(new Event("input", { bubbles: true }));
        do {
          await new Promise((settle) => requestAnimationFrame(settle));
        } while (!firstName().toLowerCase().startsWith(text));
      };
      const rounds: number[] = [];
      for (let round = 0; round < 3; round++) {
        let slowest = 0;
        for (const text of typed) {
          const typedMs = performance.now();
          await write(text);
          slowest = Math.max(slowest, performance.now() - typedMs);
        }
        rounds.push(slowest);
        await write("");
      }
      await write(typed.at(-1) ?? "");
      return Math.min(...rounds);
    },
    [table, texts] as const,
  );
}
