import { toKey } from "@/components/ui/table/sort-key";
import type { ObjectInfo } from "@/lib/model/objects";
import type { TableSort } from "@/lib/url/table";

/** A folder is what names have in common up to a slash; NATS knows none. */
export type FolderRow = {
  kind: "folder";
  /** From the top, with a slash at its end. */
  path: string;
  label: string;
  /** In it and in the folders inside. */
  objects: number;
  bytes: bigint;
  /** Of the newest object in it. */
  timeNs: bigint;
};

/** An object, by its name from the folder on that is looked into. */
type FileRow = { kind: "object"; label: string; info: ObjectInfo };

/** What stands in a line of the list. */
export type ObjectsRow = FolderRow | FileRow;

/** What of a store is looked at: a folder of it, or all objects in one list. */
type ObjectsPlace = { shape: "folder"; folder: string } | { shape: "flat" };

type Rows = (
  objects: ReadonlyMap<string, ObjectInfo>,
  place: ObjectsPlace,
  sort: TableSort | undefined,
) => ObjectsRow[];

/** Makes rows of objects, folders first; a row that says the same as before is the same object. */
export function createObjectsRows(): Rows {
  const files = new WeakMap<ObjectInfo, FileRow>();
  let folders = new Map<string, FolderRow>();
  const toFile = (info: ObjectInfo, label: string): FileRow => {
    const known = files.get(info);
    if (known?.label === label) return known;
    const row: FileRow = { kind: "object", label, info };
    files.set(info, row);
    return row;
  };
  return (objects, place, sort) => {
    if (place.shape === "flat") return [...objects.values()].map((info) => toFile(info, info.name));
    const { folder } = place;
    const found = new Map<string, FolderRow>();
    const rows: FileRow[] = [];
    for (const info of objects.values()) {
      if (!info.name.startsWith(folder)) continue;
      const path = folderIn(info.name, folder);
      if (path === undefined) {
        // What is called as its folder is still an object.
        rows.push(toFile(info, info.name.slice(folder.length) || info.name));
      } else addTo(found, path, folder, info);
    }
    const kept = [...found.values()].map((row) => keep(folders.get(row.path), row));
    folders = new Map(kept.map((row) => [row.path, row]));
    return [...sortFolders(kept, sort), ...rows];
  };
}

/** What rows are told apart by. */
export function rowIdOf(row: ObjectsRow): string {
  return row.kind === "folder" ? `folder ${row.path}` : `object ${row.info.name}`;
}

/** The objects of these rows: of a folder all that are in it. */
export function objectsOf(
  rows: readonly ObjectsRow[],
  objects: ReadonlyMap<string, ObjectInfo>,
): ObjectInfo[] {
  const paths = rows.flatMap((row) => (row.kind === "folder" ? [row.path] : []));
  const inFolders =
    paths.length === 0
      ? []
      : [...objects.values()].filter(({ name }) => paths.some((path) => name.startsWith(path)));
  const alone = rows.flatMap((row) => (row.kind === "object" ? [row.info] : []));
  return [...new Set([...inFolders, ...alone])];
}

/** How much these rows stand for. */
export function sumOf(rows: readonly ObjectsRow[]): { objects: number; bytes: bigint } {
  let objects = 0;
  let bytes = 0n;
  for (const row of rows) {
    objects += row.kind === "folder" ? row.objects : 1;
    bytes += row.kind === "folder" ? row.bytes : row.info.sizeBytes;
  }
  return { objects, bytes };
}

/** The folder right inside of another that a name is in; undefined where it is in no further one. */
function folderIn(name: string, folder: string): string | undefined {
  const slash = name.indexOf("/", folder.length);
  return slash === -1 ? undefined : name.slice(0, slash + 1);
}

function addTo(
  found: Map<string, FolderRow>,
  path: string,
  folder: string,
  { sizeBytes, timeNs }: ObjectInfo,
): void {
  const row = found.get(path);
  if (!row) {
    const label = path.slice(folder.length);
    found.set(path, { kind: "folder", path, label, objects: 1, bytes: sizeBytes, timeNs });
    return;
  }
  row.objects++;
  row.bytes += sizeBytes;
  if (timeNs > row.timeNs) row.timeNs = timeNs;
}

function keep(before: FolderRow | undefined, now: FolderRow): FolderRow {
  const isSame =
    before?.label === now.label &&
    before.objects === now.objects &&
    before.bytes === now.bytes &&
    before.timeNs === now.timeNs;
  return isSame ? before : now;
}

/** By what the table is sorted by, where folders have such a thing; else by name. */
function sortFolders(rows: FolderRow[], sort: TableSort | undefined): FolderRow[] {
  const key = (row: FolderRow) => {
    if (sort?.column === "size") return row.bytes;
    return sort?.column === "modified" ? row.timeNs : toKey(row.label);
  };
  const keys = new Map(rows.map((row) => [row, key(row) ?? ""]));
  const sign = sort?.isDescending && isOfFolders(sort.column) ? -1 : 1;
  return rows.sort((one, other) => {
    const [left = "", right = ""] = [keys.get(one), keys.get(other)];
    if (left === right) return 0;
    return left < right ? -sign : sign;
  });
}

function isOfFolders(column: string): boolean {
  return column === "name" || column === "size" || column === "modified";
}
