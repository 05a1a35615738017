import { Unknown } from "@/components/ui/stat";
import type { Format } from "@/lib/format/format";
import type { Column } from "./column";

/** What a row says of how a bucket or an object store is kept. */
type Kept = {
  bytes: bigint;
  ttlMs: number | undefined;
  maxBytes: bigint | undefined;
  storage: string;
  replicas: number;
  isCompressed: boolean;
  description: string;
  createdMs: number | undefined;
  atMs: number | undefined;
  lastMs: number | undefined;
};

type KeepingColumns<Row> = Record<
  | "size"
  | "last"
  | "ttl"
  | "maxBytes"
  | "storage"
  | "replicas"
  | "compression"
  | "created"
  | "description",
  Column<Row>
>;

/** The columns that lists of buckets and of object stores have in common, by their names. */
export function keepingColumns<Row extends Kept>(format: Format): KeepingColumns<Row> {
  return {
    size: {
      ...{ id: "size", head: "Size", width: 98, align: "end", small: "beside" },
      sortBy: ({ bytes }) => bytes,
      cell: ({ bytes }) => <Size {...format.bytes(bytes)} />,
      text: ({ bytes }) => `${format.exact(bytes)} bytes`,
      value: ({ bytes }) => bytes,
      reads: ["bytes"],
    },
    last: {
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
    ttl: {
      ...{ id: "ttl", head: "TTL", width: 84, align: "end" },
      sortBy: ({ ttlMs }) => ttlMs ?? Number.POSITIVE_INFINITY,
      cell: ({ ttlMs }) => (ttlMs === undefined ? <Soft text="–" /> : format.duration(ttlMs)),
      text: ({ ttlMs }) => (ttlMs === undefined ? "for ever" : format.duration(ttlMs)),
      value: ({ ttlMs }) => ttlMs,
      reads: ["ttlMs"],
    },
    maxBytes: {
      ...{ id: "maxBytes", head: "Max bytes", width: 98, align: "end" },
      sortBy: ({ maxBytes }) => maxBytes,
      cell: ({ maxBytes }) =>
        maxBytes === undefined ? <Soft text="–" /> : <Size {...format.bytes(maxBytes)} />,
      text: ({ maxBytes }) =>
        maxBytes === undefined ? "no limit" : `${format.exact(maxBytes)} bytes`,
      value: ({ maxBytes }) => maxBytes,
      reads: ["maxBytes"],
    },
    storage: {
      ...{ id: "storage", head: "Storage", width: 78 },
      ...plainText<Row>(({ storage }) => storage),
      filterBy: ({ storage }) => storage,
      reads: ["storage"],
    },
    replicas: {
      ...{ id: "replicas", head: "Replicas", width: 82, align: "end" },
      ...plainText<Row>(({ replicas }) => String(replicas)),
      sortBy: ({ replicas }) => replicas,
      value: ({ replicas }) => replicas,
      reads: ["replicas"],
    },
    compression: {
      ...{ id: "compression", head: "Compression", width: 116 },
      ...plainText<Row>(compressionText),
      cell: (row) => (row.isCompressed ? compressionText(row) : <Soft text="–" />),
      filterBy: compressionText,
      reads: ["isCompressed"],
    },
    created: {
      ...{ id: "created", head: "Created", width: 200, isHiddenAtFirst: true },
      ...plainText<Row>(({ createdMs }) =>
        createdMs === undefined ? "" : format.moment(createdMs),
      ),
      sortBy: ({ createdMs }) => createdMs,
      reads: ["createdMs"],
    },
    description: {
      ...{ id: "description", head: "Description", width: 200, isHiddenAtFirst: true },
      ...plainText<Row>(({ description }) => description),
      cell: ({ description }) => <span className="block truncate">{description}</span>,
      reads: ["description"],
    },
  };
}

/** A text is what is shown, sorted and taken away. */
export function plainText<Row>(text: (row: Row) => string) {
  return { text, cell: text, sortBy: text };
}

/** What says little. */
export function Soft({ text }: { text: string }) {
  return <span className="text-soft">{text}</span>;
}

/** A size whose units stand below each other. */
export function Size({ value, unit }: { value: string; unit: string }) {
  return (
    <span className="whitespace-nowrap">
      {value}
      <span className="ml-1 inline-block w-6 text-left text-small text-soft">{unit}</span>
    </span>
  );
}

function compressionText({ isCompressed }: { isCompressed: boolean }): string {
  return isCompressed ? "s2" : "none";
}
