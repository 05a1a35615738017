"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { lazy, Suspense } from "react";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { bucketQuery } from "@/lib/queries/kv-buckets";
import { bucketParams, type bucketTabs } from "@/lib/url/kv";
import { pageAddress } from "@/lib/url/pages";
import { BucketActions } from "./bucket-actions";
import { BucketFiles } from "./bucket-files";
import { BucketFrame } from "./bucket-frame";
import { BucketNewKey } from "./bucket-new-key";
import { BucketWaiting } from "./bucket-waiting";
import { Keys } from "./keys";

const BucketChanges = lazy(async () => ({ default: (await import("./changes")).BucketChanges }));
const BucketSettings = lazy(async () => ({
  default: (await import("./bucket-settings")).BucketSettings,
}));

type Props = { connectionId: string; bucket: string };

/** One bucket: its keys, what changes in it, how it is set. */
export function Bucket({ connectionId, bucket }: Props) {
  const { data: detail, error } = useQuery(bucketQuery(connectionId, bucket));
  const [{ tab }] = useQueryStates(bucketParams);
  const isGone = error?.kind === "not-found" || error?.kind === "bad-name";
  return (
    <BucketFrame
      {...{ connectionId, bucket, detail, tab }}
      actions={
        detail &&
        !isGone && (
          <>
            <BucketNewKey connectionId={connectionId} bucket={detail} />
            <BucketFiles connectionId={connectionId} bucket={detail} />
            <BucketActions connectionId={connectionId} bucket={detail} />
          </>
        )
      }
    >
      {isGone ? (
        <Problem
          words={describeError(error)}
          action={
            <Link
              href={pageAddress("kv", connectionId)}
              prefetch={false}
              className="text-accent underline underline-offset-4"
            >
              All buckets
            </Link>
          }
        />
      ) : (
        <Shown {...{ connectionId, bucket, detail, tab }} problem={error ?? undefined} />
      )}
    </BucketFrame>
  );
}

type ShownProps = Props & {
  detail: BucketDetail | undefined;
  problem: AppError | undefined;
  tab: (typeof bucketTabs)[number];
};

function Shown({ connectionId, bucket, detail, problem, tab }: ShownProps) {
  if (tab === "keys") return <Keys {...{ connectionId, bucket, detail, problem }} />;
  if (!detail) return <BucketWaiting problem={problem} />;
  return (
    <Suspense fallback={<Skeleton className="h-64 w-full" />}>
      {tab === "changes" ? (
        <BucketChanges connectionId={connectionId} bucket={detail} />
      ) : (
        <BucketSettings connectionId={connectionId} bucket={detail} />
      )}
    </Suspense>
  );
}
