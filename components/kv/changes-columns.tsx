import Link from "next/link";
import { MiddleCut } from "@/components/ui/middle-cut";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import { toIsoTime } from "@/lib/format/iso-time";
import { showControls } from "@/lib/format/payload";
import type { KvFeedRow } from "@/lib/model/kv-feed";
import { bucketAddress } from "@/lib/url/kv";
import { operationWords } from "./operation-words";

/** The columns of a feed; the key leads to where it is opened. */
export function changesColumns(
  format: Format,
  connectionId: string,
  bucket: string,
): Column<KvFeedRow>[] {
  return [
    {
      ...{ id: "key", head: "Key", width: 220, isRowHeader: true },
      cell: ({ key }) => (
        <Link
          href={bucketAddress(connectionId, bucket, key)}
          prefetch={false}
          className="block min-w-0 hover:underline"
        >
          <MiddleCut text={key} />
        </Link>
      ),
      text: ({ key }) => key,
    },
    {
      ...{ id: "operation", head: "Operation", width: 110, small: "beside" },
      cell: ({ operation }) => operationWords(operation),
      text: ({ operation }) => operationWords(operation),
      filterBy: ({ operation }) => operation.kind,
    },
    {
      ...{ id: "revision", head: "Revision", width: 100, align: "end" },
      cell: ({ revision }) => format.exact(revision),
      text: ({ revision }) => format.exact(revision),
      value: ({ revision }) => revision,
    },
    {
      ...{ id: "time", head: "Time", width: 120 },
      cell: ({ timeNs }) => format.clock(Number(timeNs / 1_000_000n)),
      text: ({ timeNs }) => format.momentNs(timeNs),
      value: ({ timeNs }) => toIsoTime(timeNs),
    },
    {
      ...{ id: "size", head: "Size", width: 90, align: "end" },
      cell: ({ sizeBytes }) => format.bytesText(sizeBytes),
      text: ({ sizeBytes }) => `${format.exact(sizeBytes)} bytes`,
      value: ({ sizeBytes }) => sizeBytes,
    },
    {
      ...{ id: "ttl", head: "TTL", width: 80, isHiddenAtFirst: true },
      cell: ({ ttl }) => ttl ?? "",
      text: ({ ttl }) => ttl ?? "",
    },
    {
      ...{ id: "value", head: "Value", width: 320, small: "below" },
      cell: (row) => (
        <span className={`block truncate font-mono text-small ${isSaid(row) ? "" : "text-soft"}`}>
          {valueWords(row)}
        </span>
      ),
      text: valueWords,
      value: ({ preview }) => preview,
    },
  ];
}

function isSaid({ preview }: KvFeedRow): boolean {
  return preview !== undefined && preview !== "";
}

function valueWords({ preview, operation, sizeBytes }: KvFeedRow): string {
  if (operation.kind !== "put") return "";
  if (sizeBytes === 0) return "empty";
  return preview === undefined ? "bytes, no text" : showControls(preview).replace(/\s+/g, " ");
}
