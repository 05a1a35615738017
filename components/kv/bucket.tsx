"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { Problem } from "@/components/ui/problem";
import { describeError } from "@/lib/errors/describe-error";
import { bucketQuery } from "@/lib/queries/kv-buckets";
import { bucketParams } from "@/lib/url/kv";
import { pageAddress } from "@/lib/url/pages";
import { BucketFrame } from "./bucket-frame";
import { Keys } from "./keys";

type Props = { connectionId: string; bucket: string };

/** One bucket: its keys, what changes in it, how it is set. */
export function Bucket({ connectionId, bucket }: Props) {
  const { data: detail, error } = useQuery(bucketQuery(connectionId, bucket));
  const [{ tab }] = useQueryStates(bucketParams);
  const isGone = error?.kind === "not-found" || error?.kind === "bad-name";
  return (
    <BucketFrame {...{ connectionId, bucket, detail, tab }} actions={null}>
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
        <Keys {...{ connectionId, bucket, detail }} />
      )}
    </BucketFrame>
  );
}
