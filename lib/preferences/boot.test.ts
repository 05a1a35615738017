import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePreferences } from "./preferences";

const script = readFileSync("public/boot.js", "utf8");

/** Runs the page's first script where the store holds this text (or refuses), at this hash. */
function boot(text: string | null | Error, hash = "") {
  const dataset: Record<string, string> = {};
  const went: string[] = [];
  const location = {
    hash,
    pathname: "/c/prod",
    search: "?a",
    replace: (to: string) => went.push(`goes to ${to}`),
  };
  const history = {
    state: null,
    replaceState: (_state: unknown, _title: string, to: string) => went.push(`is called ${to}`),
  };
  const localStorage = {
    getItem(key: string) {
      if (text instanceof Error) throw text;
      return key === "natsight.preferences" ? text : null;
    },
  };
  const document = { documentElement: { dataset } };
  runInNewContext(script, { document, location, history, localStorage });
  return { look: dataset, went };
}

describe("before the first paint", () => {
  it("the page looks as it is preferred", () => {
    const text = '{"version":1,"theme":"dark","density":"compact","motion":"reduced"}';
    expect(boot(text).look).toEqual({ theme: "dark", density: "compact", motion: "reduced" });
  });

  it("it looks as usual where the browser refuses its store", () => {
    const { look } = boot(new Error("The operation is insecure."));
    expect(look).toEqual({ theme: "system", density: "comfortable", motion: "system" });
  });

  it("it looks as it does afterwards, whatever the store holds", () => {
    const value = fc.oneof(
      fc.constantFrom("system", "light", "dark", "compact", "comfortable", "reduced", "__proto__"),
      fc.jsonValue(),
    );
    const field = fc.constantFrom("version", "theme", "density", "motion", "constructor");
    const fields = fc
      .dictionary(field, value)
      .map((some) => JSON.stringify({ version: 1, ...some }));
    fc.assert(
      fc.property(fc.oneof(fields, fc.json(), fc.string()), (text) => {
        const { theme, density, motion } = parsePreferences(text);
        expect(boot(text).look).toEqual({ theme, density, motion });
      }),
    );
  });
});

describe("the start page", () => {
  it("is the overview that the console names, without the mark", () => {
    expect(boot(null, "#start").went).toEqual(["is called /c/prod?a"]);
  });

  it("is the list of connections for those who prefer it", () => {
    const text = '{"version":1,"startPage":"connections"}';
    expect(boot(text, "#start").went).toEqual(["goes to /connections"]);
  });

  it("is no other page's business", () => {
    expect(boot('{"version":1,"startPage":"connections"}').went).toEqual([]);
  });
});
