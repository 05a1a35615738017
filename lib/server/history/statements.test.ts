import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = import.meta.dirname;
const sources = readdirSync(folder).filter((name) => /(?<!\.test)\.ts$/.test(name));

it("has no statement that something is written into (T46)", () => {
  const sql = /(?:SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA)\b[^"`]*(?:\$\{|" *\+)/;
  const faulty = sources.filter((name) => sql.test(readFileSync(join(folder, name), "utf8")));
  expect(faulty).toEqual([]);
  expect(["`DELETE FROM tick WHERE id = $", "{id}`"].join("")).toMatch(sql);
});
