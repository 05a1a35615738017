import { expect, it } from "vitest";
import { parseJsonPath, pickJson } from "./json-path";
import { jsonPathsIn } from "./json-paths-in";
import { pickCells } from "./picked-cell";

const order = {
  id: "o-1",
  total: 12.5,
  items: [{ sku: "a" }, { sku: "b" }],
  "odd name": { deep: null },
};
const bytesOf = (text: string) => new TextEncoder().encode(text);

it("a cell shows what stands at its path: numbers exact, lists joined, nothing where there is nothing", () => {
  const body = bytesOf(
    '{"n":18446744073709551615,"s":"a\\nb","l":[{"k":1},{"k":2}],"o":{"x":[1]}}',
  );
  expect(pickCells(body, ["n", "s", "l[*].k", "o", "nope"])).toEqual([
    { state: "value", text: "18446744073709551615", isNumber: true },
    { state: "value", text: "a b", isNumber: false },
    { state: "value", text: "1, 2", isNumber: false },
    { state: "value", text: '{ "x": [ 1 ] }', isNumber: false },
    { state: "none" },
  ]);
  expect(pickCells(bytesOf("{nope"), ["n"])).toEqual([{ state: "no-json" }]);
  expect(pickCells(new Uint8Array([0x7b, 0xff]), ["n"])).toEqual([{ state: "no-json" }]);
});

it("the paths that are offered lead to something", () => {
  const paths = jsonPathsIn([order, "text", 7, null]);
  expect(paths).toEqual(["id", "total", "items[*].sku", '["odd name"].deep']);
  for (const path of paths) {
    const parsed = parseJsonPath(path);
    expect(parsed.ok && pickJson(order, parsed.value).length).toBeGreaterThan(0);
  }
});
