import { describe, expect, it } from "vitest";
import type { ObjectInfo } from "@/lib/model/objects";
import { createObjectsRows, type ObjectsRow, objectsOf, rowIdOf, sumOf } from "./objects-rows";

function infoOf(name: string, sizeBytes = 1n, timeNs = 0n): ObjectInfo {
  return {
    ...{ bucket: "b", name, sizeBytes, timeNs, description: "", chunks: 1, chunkBytes: undefined },
    ...{ digest: "", nuid: "", revision: 1n, isDeleted: false, headers: {}, metadata: {} },
  };
}

function storeOf(...infos: ObjectInfo[]) {
  return new Map(infos.map((info) => [info.name, info]));
}

const labelsOf = (rows: ObjectsRow[]) => rows.map(({ label }) => label);
const byName = { column: "name", isDescending: false };
const at = (folder: string) => ({ shape: "folder", folder }) as const;

describe("the rows of a store", () => {
  const store = storeOf(
    infoOf("z", 5n),
    infoOf("b/1", 10n, 7n),
    infoOf("a/x/1", 3n, 9n),
    infoOf("a/y", 4n, 8n),
    infoOf("a/", 1n, 1n),
    infoOf("a//deep", 2n, 2n),
  );

  it("are the folders with what is in them, then the objects that are in none", () => {
    const rows = createObjectsRows()(store, at(""), byName);
    expect(rows.map(rowIdOf)).toEqual(["folder a/", "folder b/", "object z"]);
    expect(rows[0]).toEqual({
      ...{ kind: "folder", path: "a/", label: "a/", objects: 4, bytes: 10n, timeNs: 9n },
    });
  });

  it("of a folder leave its name out, and show an object that is called as the folder", () => {
    const rows = createObjectsRows()(store, at("a/"), byName);
    expect(labelsOf(rows)).toEqual(["/", "x/", "y", "a/"]);
    expect(rowIdOf(rows[0] as ObjectsRow)).toBe("folder a//");
  });

  it("put the folders in the order of the table, and first whichever that is", () => {
    const toRows = createObjectsRows();
    const order = (column: string, isDescending: boolean) =>
      labelsOf(toRows(store, at(""), { column, isDescending }));
    expect(order("name", true)).toEqual(["b/", "a/", "z"]);
    expect(order("modified", false)).toEqual(["b/", "a/", "z"]);
    expect(order("digest", true)).toEqual(["a/", "b/", "z"]);
  });

  it("are the same objects as before where nothing of them has changed", () => {
    const toRows = createObjectsRows();
    const before = toRows(store, at(""), byName);
    const next = new Map(store).set("b/2", infoOf("b/2", 1n));
    const after = toRows(next, at(""), byName);
    expect(after.map((row, index) => row === before[index])).toEqual([true, false, true]);
  });

  it("stand for all that is in a folder, and count it once", () => {
    const rows = createObjectsRows()(store, at(""), byName);
    expect(sumOf(rows)).toEqual({ objects: 6, bytes: 25n });
    const inside = objectsOf([rows[0] as ObjectsRow, rows[2] as ObjectsRow], store);
    expect(inside.map(({ name }) => name).toSorted()).toEqual([
      "a/",
      "a//deep",
      "a/x/1",
      "a/y",
      "z",
    ]);
    expect(labelsOf(createObjectsRows()(store, { shape: "flat" }, byName))).toHaveLength(6);
  });
});
