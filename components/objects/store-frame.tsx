"use client";

import type { ReactNode } from "react";
import { NounFrame } from "@/components/ui/noun-frame";
import { natsCommand } from "@/lib/format/nats-command";
import type { StoreDetail } from "@/lib/model/object-store";
import { storeTabAddress, type storeTabs } from "@/lib/url/objects";
import { StoreFacts } from "./store-facts";

type Tab = (typeof storeTabs)[number];

type Props = {
  connectionId: string;
  bucket: string;
  store: StoreDetail | undefined;
  tab: Tab;
  /** What can be done with the store. */
  actions: ReactNode;
  children: ReactNode;
};

const tabs: readonly { name: Tab; words: string }[] = [
  { name: "objects", words: "Objects" },
  { name: "settings", words: "Settings" },
];

/** What every view of an object store stands in: its name, what it is, and the ways to look at it. */
export function StoreFrame({ connectionId, bucket, store, tab, actions, children }: Props) {
  return (
    <NounFrame
      kind="Object store"
      name={bucket}
      json={store && (() => store.raw)}
      command={natsCommand(["object", "info"], [bucket])}
      actions={actions}
      facts={<StoreFacts {...{ connectionId, bucket, store }} />}
      tabs={tabs.map((one) => ({ ...one, href: storeTabAddress(connectionId, bucket, one.name) }))}
      tab={tab}
    >
      {children}
    </NounFrame>
  );
}
