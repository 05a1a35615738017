"use client";

import type { ReactNode } from "react";
import { NounFrame } from "@/components/ui/noun-frame";
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
    <NounFrame
      kind="Bucket"
      name={bucket}
      json={detail && (() => detail.raw)}
      command={natsCommand(["kv", "info"], [bucket])}
      actions={actions}
      facts={<BucketFacts connectionId={connectionId} bucket={bucket} detail={detail} />}
      tabs={tabs.map((one) => ({ ...one, href: bucketTabAddress(connectionId, bucket, one.name) }))}
      tab={tab}
    >
      {children}
    </NounFrame>
  );
}
