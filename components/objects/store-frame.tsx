"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { CopyMenu } from "@/components/ui/copy-menu";
import { MiddleCut } from "@/components/ui/middle-cut";
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
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 font-semibold text-title">
          <MiddleCut text={bucket} />
        </h1>
        <CopyMenu
          what={`object store ${bucket}`}
          name={bucket}
          {...(store ? { json: () => store.raw } : {})}
          command={natsCommand(["object", "info"], [bucket])}
        />
        <div className="ml-auto flex flex-wrap gap-2 max-md:ml-0">{actions}</div>
      </div>
      <StoreFacts {...{ connectionId, bucket, store }} />
      <nav
        aria-label={`Object store ${bucket}`}
        className="mt-2 mb-4 flex gap-4 overflow-x-auto border-line border-b"
      >
        {tabs.map(({ name, words }) => (
          <Link
            key={name}
            href={storeTabAddress(connectionId, bucket, name)}
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
