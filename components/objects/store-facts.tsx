"use client";

import Link from "next/link";
import { useFormat } from "@/components/ui/use-format";
import type { Format } from "@/lib/format/format";
import type { StoreDetail, StoreRow } from "@/lib/model/object-store";
import { storeStreamPrefix } from "@/lib/model/store-row";
import { storeAddress } from "@/lib/url/objects";
import { streamTabAddress } from "@/lib/url/streams";

type Props = { connectionId: string; bucket: string; store: StoreDetail | undefined };

const link = "text-accent underline-offset-4 hover:underline";

/** What an object store is, in one line: how much it holds, for how long, where; and the stream that it is. */
export function StoreFacts({ connectionId, bucket, store }: Props) {
  const format = useFormat();
  const row = store?.row;
  const stream = row?.stream ?? `${storeStreamPrefix}${bucket}`;
  const words = row ? factsOf(row, format) : [];
  return (
    <div className="mt-1 flex min-h-[1.125rem] flex-wrap items-baseline gap-x-4 gap-y-1 text-small text-soft tabular-nums">
      {words.map((word) => (
        <span key={word}>{word}</span>
      ))}
      {row?.mirrorOf !== undefined && (
        <span>
          mirror of{" "}
          {row.isMirrorOfElsewhere ? (
            `${row.mirrorOf}, elsewhere`
          ) : (
            <Link href={storeAddress(connectionId, row.mirrorOf)} prefetch={false} className={link}>
              {row.mirrorOf}
            </Link>
          )}
        </span>
      )}
      <Link href={streamTabAddress(connectionId, stream)} prefetch={false} className={link}>
        Stream {stream}
      </Link>
      {store?.readOnlyWhy && (
        <span className="text-attention">{readOnlyWords[store.readOnlyWhy]}</span>
      )}
      {row && row.description !== "" && <span className="text-ink">{row.description}</span>}
    </div>
  );
}

const readOnlyWords: Record<NonNullable<StoreDetail["readOnlyWhy"]>, string> = {
  "mirror-of-elsewhere": "A mirror of a store elsewhere: what is to change is changed there.",
  sealed: "Sealed: nothing in it changes any more.",
};

function factsOf(row: StoreRow, format: Format): string[] {
  const facts = [`${format.bytesText(row.bytes)} stored`];
  if (row.maxBytes !== undefined) facts.push(`at most ${format.bytesText(row.maxBytes)}`);
  facts.push(row.ttlMs === undefined ? "no TTL" : `TTL ${format.duration(row.ttlMs)}`);
  facts.push(row.replicas > 1 ? `${row.storage}, ${row.replicas} replicas` : row.storage);
  if (row.isCompressed) facts.push("compressed");
  return facts;
}
