import Link from "next/link";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import type { Column } from "@/components/ui/table/column";
import { keepingColumns, plainText, Soft } from "@/components/ui/table/keeping-columns";
import type { Format } from "@/lib/format/format";
import type { StoreCount, StoreRow } from "@/lib/model/object-store";
import { storeAddress } from "@/lib/url/objects";

/** A store of the list, and what is counted of it. */
export type ListedStore = StoreRow & { count: StoreCount | "counting" | "not-known" };

/** Where neither has changed the row is the same object as before. */
const known = new WeakMap<StoreRow, ListedStore>();

/** A store with what is counted of it. */
export function toListed(row: StoreRow, count: ListedStore["count"]): ListedStore {
  const before = known.get(row);
  if (before?.count === count) return before;
  const listed = { ...row, count };
  known.set(row, listed);
  return listed;
}

/** What the list of object stores shows of each. */
export function storeColumns(
  format: Format,
  connectionId: string,
  hasMirrors: boolean,
): readonly Column<ListedStore>[] {
  const kept = keepingColumns<ListedStore>(format);
  return [
    {
      ...{ id: "name", head: "Store", width: 158, isRowHeader: true },
      sortBy: ({ name }) => name,
      cell: ({ name }) => (
        <Link
          href={storeAddress(connectionId, name)}
          prefetch={false}
          className="min-w-0 hover:underline"
        >
          <MiddleCut text={name} />
        </Link>
      ),
      text: ({ name }) => name,
      reads: ["name"],
    },
    objects(format),
    kept.size,
    chunkSize(format),
    {
      ...{ id: "sealed", head: "Sealed", width: 88 },
      ...plainText<ListedStore>(({ isSealed }) => (isSealed ? "sealed" : "no")),
      cell: ({ isSealed }) => (isSealed ? <Sealed /> : <Soft text="–" />),
      filterBy: ({ isSealed }) => (isSealed ? "sealed" : "not sealed"),
      reads: ["isSealed"],
    },
    { ...kept.ttl, width: 70 },
    kept.maxBytes,
    kept.storage,
    kept.replicas,
    { ...kept.compression, isHiddenAtFirst: true },
    kept.last,
    {
      ...{ id: "origin", head: "Mirror of", width: 100, isHiddenAtFirst: !hasMirrors },
      ...plainText(originText),
      cell: (row) =>
        originText(row) === "" ? (
          <Soft text="–" />
        ) : (
          <span className="block truncate">{originText(row)}</span>
        ),
      reads: ["mirrorOf", "isMirrorOfElsewhere"],
    },
    kept.created,
    { ...kept.description, width: 160, isHiddenAtFirst: false },
  ];
}

function objects(format: Format): Column<ListedStore> {
  const words = ({ count }: ListedStore) => {
    if (typeof count === "string") return "not known";
    return count.isAtMost ? `at most ${format.exact(count.objects)}` : format.exact(count.objects);
  };
  return {
    ...{ id: "objects", head: "Objects", width: 76, align: "end", small: "beside" },
    sortBy: ({ count }) => (typeof count === "string" ? undefined : count.objects),
    cell: (row) => {
      const { count } = row;
      if (count === "counting") return <Soft text="…" />;
      if (count === "not-known") return <Unknown />;
      return count.isAtMost ? `≤ ${format.count(count.objects)}` : format.count(count.objects);
    },
    text: words,
    value: ({ count }) => (typeof count === "string" ? undefined : count.objects),
    reads: ["count"],
  };
}

function chunkSize(format: Format): Column<ListedStore> {
  const sizesOf = ({ count }: ListedStore) => (typeof count === "string" ? [] : count.chunkBytes);
  const words = (row: ListedStore) => sizesOf(row).map(format.bytesText).join(", ");
  const range = (row: ListedStore) => {
    const [least, ...more] = sizesOf(row);
    const most = more.at(-1);
    if (least === undefined) return "";
    return most === undefined
      ? format.bytesText(least)
      : `${format.bytesText(least)} – ${format.bytesText(most)}`;
  };
  return {
    ...{ id: "chunks", head: "Chunk size", width: 146, align: "end" },
    sortBy: (row) => sizesOf(row).at(-1),
    cell: (row) =>
      sizesOf(row).length === 0 ? (
        <Soft text="–" />
      ) : (
        <span className="whitespace-nowrap">{range(row)}</span>
      ),
    text: words,
    value: (row) => sizesOf(row).join(" "),
    reads: ["count"],
  };
}

function Sealed() {
  return (
    <span className="whitespace-nowrap text-attention">
      <span aria-hidden="true">◆ </span>
      sealed
    </span>
  );
}

/** What it is a copy of. */
function originText({ mirrorOf, isMirrorOfElsewhere }: StoreRow): string {
  if (mirrorOf === undefined) return "";
  return isMirrorOfElsewhere ? `${mirrorOf}, elsewhere` : mirrorOf;
}
