import Link from "next/link";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import type { Column } from "@/components/ui/table/column";
import { keepingColumns, plainText, Size, Soft } from "@/components/ui/table/keeping-columns";
import type { Format } from "@/lib/format/format";
import type { BucketRow } from "@/lib/model/kv-bucket";
import { bucketAddress } from "@/lib/url/kv";
import { oddityWords } from "./bucket-oddities";

/** What the list of buckets shows of each. */
export function bucketColumns(format: Format, connectionId: string): readonly Column<BucketRow>[] {
  const kept = keepingColumns<BucketRow>(format);
  return [
    {
      ...{ id: "name", head: "Bucket", width: 158, isRowHeader: true },
      sortBy: ({ name }) => name,
      cell: (row) => <Name row={row} address={bucketAddress(connectionId, row.name)} />,
      text: ({ name }) => name,
      reads: ["name", "oddities"],
    },
    ...figures(format, kept),
    ...settings(format, kept),
    ...origins(kept),
  ];
}

type Kept = ReturnType<typeof keepingColumns<BucketRow>>;

function figures(format: Format, kept: Kept): Column<BucketRow>[] {
  return [
    {
      ...{ id: "keys", head: "Keys", width: 80, align: "end", small: "beside" },
      sortBy: ({ keys }) => keys,
      cell: ({ keys }) => (keys === undefined ? <Unknown /> : format.count(keys)),
      text: ({ keys }) => (keys === undefined ? "not known" : format.exact(keys)),
      value: ({ keys }) => keys,
      reads: ["keys"],
    },
    {
      ...{ id: "values", head: "Values", width: 80, align: "end" },
      sortBy: ({ values }) => values,
      cell: ({ values }) => format.count(values),
      text: ({ values }) => format.exact(values),
      value: ({ values }) => values,
      reads: ["values"],
    },
    kept.size,
    {
      ...{ id: "writes", head: "Writes", unit: "/s", width: 80, align: "end" },
      // Two digits: rows that change places for less can't be read.
      sortBy: ({ writesPerSec }) =>
        writesPerSec === null ? undefined : Number(writesPerSec.toPrecision(2)),
      cell: ({ writesPerSec }) => (writesPerSec === null ? <Unknown /> : format.rate(writesPerSec)),
      text: ({ writesPerSec }) =>
        writesPerSec === null
          ? "not known"
          : `${format.rate(writesPerSec)} a second over the last minute`,
      value: ({ writesPerSec }) => writesPerSec ?? undefined,
      reads: ["writesPerSec"],
    },
    kept.last,
  ];
}

function settings(format: Format, kept: Kept): Column<BucketRow>[] {
  return [
    {
      ...{ id: "history", head: "History", width: 78, align: "end" },
      sortBy: ({ history }) => history ?? 2n ** 63n,
      cell: ({ history }) => (history === undefined ? <Soft text="all" /> : format.exact(history)),
      text: ({ history }) =>
        history === undefined ? "every revision" : `${format.exact(history)} revisions a key`,
      value: ({ history }) => history,
      reads: ["history"],
    },
    kept.ttl,
    kept.storage,
    kept.replicas,
    kept.compression,
    { ...kept.maxBytes, isHiddenAtFirst: true },
    {
      ...{ id: "maxValue", head: "Max value", width: 98, align: "end", isHiddenAtFirst: true },
      sortBy: ({ maxValueBytes }) => maxValueBytes,
      cell: ({ maxValueBytes }) =>
        maxValueBytes === undefined ? <Soft text="–" /> : <Size {...format.bytes(maxValueBytes)} />,
      text: ({ maxValueBytes }) =>
        maxValueBytes === undefined ? "no limit" : `${format.exact(maxValueBytes)} bytes`,
      value: ({ maxValueBytes }) => maxValueBytes,
      reads: ["maxValueBytes"],
    },
    {
      ...{ id: "keyTtl", head: "Per-key TTL", width: 110, isHiddenAtFirst: true },
      ...plainText<BucketRow>(({ hasKeyTtl, markerTtlMs }) =>
        keyTtlText(hasKeyTtl, markerTtlMs, format),
      ),
      reads: ["hasKeyTtl", "markerTtlMs"],
    },
  ];
}

function origins(kept: Kept): Column<BucketRow>[] {
  return [
    {
      ...{ id: "origin", head: "Mirror of", width: 120 },
      ...plainText<BucketRow>(originText),
      cell: (row) =>
        originText(row) === "" ? (
          <Soft text="–" />
        ) : (
          <span className="block truncate">{originText(row)}</span>
        ),
      reads: ["mirrorOf", "isMirrorOfElsewhere", "sources"],
    },
    {
      ...{ id: "kind", head: "Kind", width: 120, isHiddenAtFirst: true },
      ...plainText<BucketRow>(kindText),
      filterBy: kindText,
      reads: ["mirrorOf", "sources", "oddities"],
    },
    kept.created,
    kept.description,
  ];
}

function Name({ row, address }: { row: BucketRow; address: string }) {
  const [oddity] = row.oddities;
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <Link href={address} prefetch={false} className="min-w-0 hover:underline">
        <MiddleCut text={row.name} />
      </Link>
      {oddity && (
        <span
          className="shrink-0 whitespace-nowrap font-normal text-attention text-small"
          title={row.oddities.map((one) => oddityWords[one].exact).join(" ")}
        >
          <span aria-hidden="true">◆ </span>
          {oddityWords[oddity].word}
        </span>
      )}
    </span>
  );
}

function keyTtlText(has: boolean, markerTtlMs: number | undefined, format: Format): string {
  if (!has) return "no";
  return markerTtlMs === undefined ? "yes" : `yes, markers ${format.duration(markerTtlMs)}`;
}

/** A mirror's origin, or what a bucket takes from. */
function originText({ mirrorOf, isMirrorOfElsewhere, sources }: BucketRow): string {
  if (mirrorOf !== undefined) return isMirrorOfElsewhere ? `${mirrorOf}, elsewhere` : mirrorOf;
  return sources.length === 0 ? "" : `from ${sources.join(", ")}`;
}

function kindText({ mirrorOf, sources, oddities }: BucketRow): string {
  const [oddity] = oddities;
  if (oddity) return oddityWords[oddity].word;
  if (mirrorOf !== undefined) return "mirror";
  return sources.length > 0 ? "from sources" : "bucket";
}
