import Link from "next/link";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import type { BucketRow } from "@/lib/model/kv-bucket";
import { bucketAddress } from "@/lib/url/kv";
import { oddityWords } from "./bucket-oddities";

/** What the list of buckets shows of each. */
export function bucketColumns(format: Format, connectionId: string): readonly Column<BucketRow>[] {
  return [
    {
      ...{ id: "name", head: "Bucket", width: 158, isRowHeader: true },
      sortBy: ({ name }) => name,
      cell: (row) => <Name row={row} address={bucketAddress(connectionId, row.name)} />,
      text: ({ name }) => name,
      reads: ["name", "oddities"],
    },
    ...figures(format),
    ...settings(format),
    ...origins(format),
  ];
}

function figures(format: Format): Column<BucketRow>[] {
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
    {
      ...{ id: "size", head: "Size", width: 98, align: "end", small: "beside" },
      sortBy: ({ bytes }) => bytes,
      cell: ({ bytes }) => <Size {...format.bytes(bytes)} />,
      text: ({ bytes }) => `${format.exact(bytes)} bytes`,
      value: ({ bytes }) => bytes,
      reads: ["bytes"],
    },
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
    {
      ...{ id: "last", head: "Last change", width: 110, align: "end", small: "below" },
      sortBy: ({ lastMs }) => lastMs,
      cell: ({ lastMs, atMs }, isBelow) => {
        if (lastMs === undefined) return isBelow ? "never changed" : <Unknown />;
        const age = format.age((atMs ?? lastMs) - lastMs);
        return isBelow ? `changed ${age}` : age;
      },
      text: ({ lastMs }) => (lastMs === undefined ? "never" : format.moment(lastMs)),
      value: ({ lastMs }) => lastMs && new Date(lastMs).toISOString(),
      reads: ["atMs", "lastMs"],
    },
  ];
}

function settings(format: Format): Column<BucketRow>[] {
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
    {
      ...{ id: "ttl", head: "TTL", width: 84, align: "end" },
      sortBy: ({ ttlMs }) => ttlMs ?? Number.POSITIVE_INFINITY,
      cell: ({ ttlMs }) => (ttlMs === undefined ? <Soft text="–" /> : format.duration(ttlMs)),
      text: ({ ttlMs }) => (ttlMs === undefined ? "for ever" : format.duration(ttlMs)),
      value: ({ ttlMs }) => ttlMs,
      reads: ["ttlMs"],
    },
    {
      ...{ id: "storage", head: "Storage", width: 78 },
      ...plainText(({ storage }) => storage),
      filterBy: ({ storage }) => storage,
      reads: ["storage"],
    },
    {
      ...{ id: "replicas", head: "Replicas", width: 82, align: "end" },
      ...plainText(({ replicas }) => String(replicas)),
      sortBy: ({ replicas }) => replicas,
      value: ({ replicas }) => replicas,
      reads: ["replicas"],
    },
    {
      ...{ id: "compression", head: "Compression", width: 116 },
      ...plainText(compressionText),
      cell: (row) => (row.isCompressed ? compressionText(row) : <Soft text="–" />),
      filterBy: compressionText,
      reads: ["isCompressed"],
    },
    {
      ...{ id: "maxBytes", head: "Max bytes", width: 98, align: "end", isHiddenAtFirst: true },
      sortBy: ({ maxBytes }) => maxBytes,
      cell: ({ maxBytes }) =>
        maxBytes === undefined ? <Soft text="–" /> : <Size {...format.bytes(maxBytes)} />,
      text: ({ maxBytes }) =>
        maxBytes === undefined ? "no limit" : `${format.exact(maxBytes)} bytes`,
      value: ({ maxBytes }) => maxBytes,
      reads: ["maxBytes"],
    },
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
      ...plainText(({ hasKeyTtl, markerTtlMs }) => keyTtlText(hasKeyTtl, markerTtlMs, format)),
      reads: ["hasKeyTtl", "markerTtlMs"],
    },
  ];
}

function origins(format: Format): Column<BucketRow>[] {
  return [
    {
      ...{ id: "origin", head: "Mirror of", width: 120 },
      ...plainText(originText),
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
      ...plainText(kindText),
      filterBy: kindText,
      reads: ["mirrorOf", "sources", "oddities"],
    },
    {
      ...{ id: "created", head: "Created", width: 200, isHiddenAtFirst: true },
      ...plainText(({ createdMs }) => (createdMs === undefined ? "" : format.moment(createdMs))),
      sortBy: ({ createdMs }) => createdMs,
      reads: ["createdMs"],
    },
    {
      ...{ id: "description", head: "Description", width: 200, isHiddenAtFirst: true },
      ...plainText(({ description }) => description),
      reads: ["description"],
    },
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

function compressionText({ isCompressed }: BucketRow): string {
  return isCompressed ? "s2" : "none";
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

function plainText(text: (row: BucketRow) => string) {
  return { text, cell: text, sortBy: text };
}

function Soft({ text }: { text: string }) {
  return <span className="text-soft">{text}</span>;
}

function Size({ value, unit }: { value: string; unit: string }) {
  return (
    <span className="whitespace-nowrap">
      {value}
      <span className="ml-1 inline-block w-6 text-left text-small text-soft">{unit}</span>
    </span>
  );
}
