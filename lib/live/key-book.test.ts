import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KvOperation } from "@/lib/model/kv";
import type { KeysView } from "@/lib/model/kv-keys";
import { covers } from "@/lib/roles/subject";
import { createKeyBook, type KnownState } from "./key-book";
import { chunkKeys } from "./key-chunk";
import { createKeyBookView } from "./key-view";

type Model = Map<string, KnownState | undefined>;
type Doing =
  | { kind: "names"; names: string[] }
  | { kind: "set"; key: string; revision: number; isPut: boolean }
  | { kind: "remove"; key: string }
  | { kind: "before"; first: number }
  | { kind: "look"; view: KeysView };

const facts = {
  changedAgoMs: () => undefined,
  revisions: undefined,
  isReading: () => false,
  isCounted: () => true,
};
const everything: KeysView = {
  ...{ shape: "flat", separators: "both", pattern: undefined, text: "", showsDeleted: true },
  ...{ open: [], sort: { by: "key", isDescending: false }, from: 0, count: 400 },
};

const part = fc.constantFrom("a", "a", "b", "b", "A", "0", "世");
const key = fc
  .tuple(part, fc.array(fc.tuple(fc.constantFrom(".", "/"), part), { maxLength: 3 }))
  .map(([first, rest]) => `${first}${rest.map((pair) => pair.join("")).join("")}`);
/** The first nearly always: what is kept from look to look shows in looks that are alike. */
const often = <T>(...[first, ...others]: [T, ...T[]]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(first) }, fc.constantFrom(first, ...others));
const view: fc.Arbitrary<KeysView> = fc.record({
  shape: often("tree", "flat"),
  separators: often("both", ".", "/"),
  pattern: often(undefined, "a.>", "*.*", "*", "a.b", ">"),
  text: often("", "A", "b", "世"),
  showsDeleted: often(true, false),
  open: fc.subarray(["a.", "a/", "b.", "b/", "a.a.", "a.b.", "a.b/", "b.a/", "a/a.", "0.", "A."]),
  sort: fc.record({
    by: fc.constantFrom("key", "revision", "size", "time"),
    isDescending: fc.boolean(),
  }),
  from: fc.nat(30),
  count: fc.integer({ min: 1, max: 40 }),
});
const change = fc.record({
  kind: fc.constant("set"),
  key,
  revision: fc.nat(1_000),
  isPut: fc.boolean(),
});
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("names"), names: fc.array(key) }) },
  { weight: 20, arbitrary: change },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("remove"), key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("before"), first: fc.nat(300) }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("look"), view }) },
);

describe("the keys of a bucket", () => {
  it("[L6] are what a plain list of them would be, whatever happens and however they are looked at", () => {
    fc.assert(
      fc.property(
        fc.array(doing, { minLength: 20, maxLength: 120 }),
        fc.integer({ min: 2, max: 20 }),
        (doings, most) => {
          const model: Model = new Map();
          const book = createKeyBook(most);
          const shown = createKeyBookView(book, everything);
          for (const one of doings) {
            const did = one.kind === "look" ? look(model, one.view, shown) : act(book, one);
            expect(did).toEqual(
              one.kind === "look" ? lookPlainly(model, one.view) : actPlainly(model, one),
            );
          }
          const known = [...model.values()].filter((state) => state !== undefined);
          expect(book.size()).toEqual({
            all: model.size,
            known: known.length,
            deleted: known.filter(({ operation }) => operation.kind !== "put").length,
          });
          for (const [name, state] of model) expect(book.get(name)).toEqual(state);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are in order however many there are, and whichever way they come", () => {
    const names = Array.from({ length: 5 * chunkKeys }, (_, n) => `user.${n}.${n % 7}`);
    const book = createKeyBook();
    const shown = createKeyBookView(book, { ...everything, from: 2_000, count: 50 });
    for (const [n, name] of names.entries()) if (n % 3 === 0) book.set(name, stateOf(n, true));
    book.addNames(names.filter((_, n) => n % 3 === 1));
    book.addNames(
      names.toSorted(),
      names.map(() => 2),
    );
    shown.refresh();
    const sorted = names.toSorted();
    expect(shown.rows(facts).rows).toMatchObject(
      sorted.slice(2_000, 2_050).map((name) => ({ key: name, revisions: 2n })),
    );
    expect(shown.keysOf({ kind: "below", prefix: "user.12" }, 10_000).keys).toEqual(
      sorted.filter((name) => name.startsWith("user.12")),
    );
    shown.set({ ...everything, shape: "tree", open: ["user."] });
    shown.refresh();
    expect(shown.rowCount()).toBe(1 + names.length);
    const row = shown.findRow({ prefix: "user.999." });
    shown.set({ ...everything, shape: "tree", open: ["user."], from: row ?? 0, count: 1 });
    shown.refresh();
    expect(shown.rows(facts).rows).toMatchObject([{ prefix: "user.999.", keys: 1, depth: 1 }]);
  });

  it("move where they change, in an order by what is known of them", () => {
    const book = createKeyBook();
    const sort = { by: "revision", isDescending: true } as const;
    const shown = createKeyBookView(book, { ...everything, sort, count: 3 });
    for (let n = 0; n < 3_000; n++) book.set(`k${n}`, stateOf(n, true));
    const top = () => {
      shown.refresh();
      return shown.rows(facts).rows.map((row) => row.kind === "key" && row.key);
    };
    expect(top()).toEqual(["k2999", "k2998", "k2997"]);
    book.set("k7", stateOf(3_001, true));
    book.remove("k2999");
    expect(top()).toEqual(["k7", "k2998", "k2997"]);
    expect(shown.findRow({ key: "k2998" })).toBe(1);
  });
});

function stateOf(revision: number, isPut: boolean): KnownState {
  const operation: KvOperation = isPut ? { kind: "put" } : { kind: "removed", reason: "MaxAge" };
  const ttl = revision % 5 === 0 ? { ttl: "10s" } : {};
  return {
    revision: BigInt(revision),
    timeNs: BigInt(revision) * 7n,
    operation,
    sizeBytes: revision % 11,
    ...ttl,
  };
}

function act(book: ReturnType<typeof createKeyBook>, one: Exclude<Doing, { kind: "look" }>) {
  switch (one.kind) {
    case "names":
      return book.addNames(one.names);
    case "set":
      return book.set(one.key, stateOf(one.revision, one.isPut));
    case "remove":
      return book.remove(one.key);
    case "before":
      return book.removeBefore(BigInt(one.first));
  }
}

function actPlainly(model: Model, one: Exclude<Doing, { kind: "look" }>) {
  const before = model.size;
  switch (one.kind) {
    case "names":
      for (const name of one.names) if (!model.has(name)) model.set(name, undefined);
      return model.size - before;
    case "set": {
      if ((model.get(one.key)?.revision ?? 0n) > BigInt(one.revision)) return false;
      model.set(one.key, stateOf(one.revision, one.isPut));
      return true;
    }
    case "remove":
      return model.delete(one.key);
    case "before":
      for (const [name, state] of model) {
        if (state && state.revision < BigInt(one.first)) model.delete(name);
      }
      return before - model.size;
  }
}

/** The rows as whoever has all day would make them. */
function plainRows(model: Model, wanted: KeysView): string[] {
  const keys = plainKeys(model, wanted);
  if (wanted.shape === "flat") return keys;
  const rows: string[] = [];
  for (const one of keys) {
    const ends = [...one].flatMap((letter, at) =>
      (wanted.separators === "both" ? "./" : wanted.separators).includes(letter) ? [at + 1] : [],
    );
    const prefixes = ends.map((end) => one.slice(0, end));
    const closed = prefixes.findIndex((prefix) => !wanted.open.includes(prefix));
    const seen = closed === -1 ? prefixes : prefixes.slice(0, closed + 1);
    for (const prefix of seen) {
      const below = keys.filter((other) => other.startsWith(prefix)).length;
      const row = `${prefix} ${below}`;
      if (!rows.includes(row)) rows.push(row);
    }
    if (closed === -1) rows.push(one);
  }
  return rows;
}

function plainKeys(model: Model, wanted: KeysView): string[] {
  const { pattern, text, showsDeleted, shape, sort } = wanted;
  const keys = [...model.keys()].filter((name) => {
    const isDeleted = (model.get(name)?.operation.kind ?? "put") !== "put";
    if (isDeleted && !showsDeleted) return false;
    if (pattern !== undefined && !covers(pattern, name)) return false;
    return name.toLowerCase().includes(text.toLowerCase());
  });
  keys.sort((a, b) => (a < b ? -1 : 1));
  if (shape === "tree") return keys;
  const knowsAll = [...model.values()].every((state) => state !== undefined);
  if (sort.by !== "key" && knowsAll) {
    const field = { revision: "revision", time: "timeNs", size: "sizeBytes" }[sort.by];
    const figure = (name: string) =>
      Number(model.get(name)?.[field as "revision" | "timeNs" | "sizeBytes"] ?? 0);
    keys.sort((a, b) => figure(a) - figure(b) || (a < b ? -1 : 1));
  }
  return sort.isDescending ? keys.reverse() : keys;
}

const most = 10_000;

function look(model: Model, wanted: KeysView, shown: ReturnType<typeof createKeyBookView>) {
  shown.set(wanted);
  shown.refresh();
  const told = shown.rows(facts);
  return {
    rows: told.rows.map((row) => (row.kind === "key" ? row.key : `${row.prefix} ${row.keys}`)),
    from: told.from,
    rowCount: shown.rowCount(),
    passing: shown.passing(),
    all: shown.keysOf({ kind: "all" }, most),
    found: plainRows(model, wanted).map((row) => shown.findRow(toAsked(row))),
  };
}

function lookPlainly(model: Model, wanted: KeysView) {
  const plain = plainRows(model, wanted);
  const keys = plainKeys(model, wanted);
  const from = Math.max(0, Math.min(wanted.from, plain.length - wanted.count));
  return {
    rows: plain.slice(from, from + wanted.count),
    from,
    rowCount: plain.length,
    passing: keys.length,
    all: { keys, isAll: true },
    found: plain.map((_, at) => at),
  };
}

function toAsked(row: string) {
  const [text = "", below] = row.split(" ");
  return below === undefined ? { key: text } : { prefix: text };
}
