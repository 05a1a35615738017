"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { CopyMenu } from "@/components/ui/copy-menu";
import { MiddleCut } from "@/components/ui/middle-cut";
import { natsCommand } from "@/lib/format/nats-command";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { bucketTabAddress, type bucketTabs } from "@/lib/url/kv";
import { BucketFacts } from "./bucket-facts";

type Tab = (typeof bucketTabs)[number];

type Props = {
  connectionId: string;
  bucket: string;
  detail: BucketDetail | undefined;
  tab: Tab;
  /** What can be done with the bucket. */
  actions: ReactNode;
  children: ReactNode;
};

const tabs: readonly { name: Tab; words: string }[] = [
  { name: "keys", words: "Keys" },
  { name: "changes", words: "Changes" },
  { name: "settings", words: "Settings" },
];

/** What every view of a bucket stands in: its name, what it is, and the ways to look at it. */
export function BucketFrame({ connectionId, bucket, detail, tab, actions, children }: Props) {
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 font-semibold text-title">
          <MiddleCut text={bucket} />
        </h1>
        <CopyMenu
          what={`bucket ${bucket}`}
          name={bucket}
          {...(detail ? { json: () => detail.raw } : {})}
          command={natsCommand(["kv", "info"], [bucket])}
        />
        <div className="ml-auto flex flex-wrap gap-2 max-md:ml-0">{actions}</div>
      </div>
      <BucketFacts connectionId={connectionId} bucket={bucket} detail={detail} />
      <nav
        aria-label={`Bucket ${bucket}`}
        className="mt-2 mb-4 flex gap-4 overflow-x-auto border-line border-b"
      >
        {tabs.map(({ name, words }) => (
          <Link
            key={name}
            href={bucketTabAddress(connectionId, bucket, name)}
            prefetch={false}
            aria-current={name === tab ? "page" : undefined}
            className="-mb-px border-transparent border-b-2 py-1.5 font-medium text-small text-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
          >
            {words}
          </Link>
        ))}
      </nav>
      {children}
    </main>
  );
}
