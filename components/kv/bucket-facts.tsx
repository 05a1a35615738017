"use client";

import Link from "next/link";
import { Fragment } from "react";
import { useNames } from "@/components/shell/use-names";
import { useFormat } from "@/components/ui/use-format";
import type { BucketDetail, BucketRow } from "@/lib/model/kv-bucket";
import { bucketAddress } from "@/lib/url/kv";
import { streamTabAddress } from "@/lib/url/streams";

type Props = { connectionId: string; bucket: string; detail: BucketDetail | undefined };

const link = "text-accent underline-offset-4 hover:underline";

/** What a bucket is, in one line: how much it holds, for how long, where; and the stream that it is. */
export function BucketFacts({ connectionId, bucket, detail }: Props) {
  const format = useFormat();
  const row = detail?.row;
  const words = row ? factsOf(row, format) : [];
  return (
    <div className="mt-1 flex min-h-[1.125rem] flex-wrap items-baseline gap-x-4 gap-y-1 text-small text-soft tabular-nums">
      {words.map((word) => (
        <span key={word}>{word}</span>
      ))}
      {detail && <Origins connectionId={connectionId} detail={detail} />}
      <Link
        href={streamTabAddress(connectionId, row?.stream ?? `KV_${bucket}`)}
        prefetch={false}
        className={link}
      >
        Stream {row?.stream ?? `KV_${bucket}`}
      </Link>
      {detail?.readOnlyWhy && (
        <span className="text-attention">{readOnlyWords[detail.readOnlyWhy]}</span>
      )}
    </div>
  );
}

/** Where the keys come from; a bucket that is here is led to. */
function Origins({ connectionId, detail }: { connectionId: string; detail: BucketDetail }) {
  const { row, settings } = detail;
  const names = row.mirrorOf === undefined ? row.sources : [row.mirrorOf];
  const known = useNames(names.length > 0 ? connectionId : undefined).names?.buckets ?? [];
  if (names.length === 0) return null;
  const isElsewhere = (name: string) =>
    row.isMirrorOfElsewhere ||
    settings.sources.some(({ bucket, api }) => bucket === name && api !== undefined);
  return (
    <span>
      {row.mirrorOf === undefined ? "filled from " : "mirror of "}
      {names.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && ", "}
          {known.includes(name) && !isElsewhere(name) ? (
            <Link href={bucketAddress(connectionId, name)} prefetch={false} className={link}>
              {name}
            </Link>
          ) : (
            name
          )}
          {isElsewhere(name) && ", elsewhere"}
        </Fragment>
      ))}
    </span>
  );
}

const readOnlyWords: Record<NonNullable<BucketDetail["readOnlyWhy"]>, string> = {
  "mirror-of-elsewhere": "A mirror of a bucket elsewhere: what is to change is changed there.",
  sealed: "Sealed: nothing is written to it any more.",
};

function factsOf(row: BucketRow, format: ReturnType<typeof useFormat>): string[] {
  const values = `${format.count(row.values)} ${row.values === 1n ? "value" : "values"}`;
  const facts = [`${values} in ${format.bytesText(row.bytes)}`];
  if (row.history === undefined) facts.push("every revision kept");
  else if (row.history > 1n) facts.push(`${format.exact(row.history)} revisions a key`);
  facts.push(row.ttlMs === undefined ? "no TTL" : `TTL ${format.duration(row.ttlMs)}`);
  if (row.hasKeyTtl) facts.push("per-key TTL");
  facts.push(row.replicas > 1 ? `${row.storage}, ${row.replicas} replicas` : row.storage);
  if (row.isCompressed) facts.push("compressed");
  return facts;
}
