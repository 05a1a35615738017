"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { Payload } from "@/components/payload/payload";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { kvEntryQuery } from "@/lib/queries/kv-entry";
import { bucketParams } from "@/lib/url/kv";
import { operationWords } from "./operation-words";

type Props = { connectionId: string; bucket: BucketDetail; entryKey: string; revision: bigint };

/** An older revision, as it was; the address names it. */
export function EntryRevision({ connectionId, bucket, entryKey, revision }: Props) {
  const { name } = bucket.settings;
  const format = useFormat();
  const [, setPlace] = useQueryStates({ rev: bucketParams.rev });
  const { data, error } = useQuery(kvEntryQuery(connectionId, name, entryKey, revision));
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-attention border-l-2 py-0.5 pl-3">
        <span>
          Revision <span className="tabular-nums">{format.exact(revision)}</span>
          {data && <span className="text-soft"> of {format.momentNs(data.timeNs)}</span>}
        </span>
        <Button onClick={() => void setPlace({ rev: null })}>Show the newest</Button>
      </div>
      {error && <Problem words={describeError(error)} />}
      {data === undefined && !error && <Skeleton className="h-40 w-full" />}
      {data === null && (
        <p className="text-soft">
          The bucket keeps no such revision of this key: newer ones took its place, or it was of
          another key.
        </p>
      )}
      {data?.operation.kind === "put" && (
        <Payload
          scope={{ stream: `KV_${name}`, subject: `${bucket.prefix}${entryKey}` }}
          bytes={data.value}
          name={`${name}-${entryKey}-${revision}`}
        />
      )}
      {data && data.operation.kind !== "put" && (
        <p className="text-soft">The key was {operationWords(data.operation)} with it.</p>
      )}
    </div>
  );
}
