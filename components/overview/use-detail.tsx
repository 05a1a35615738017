"use client";

import Link from "next/link";
import { lazy, type ReactNode, Suspense } from "react";
import type { Ages } from "@/components/shell/use-ages";
import { CopyMenu } from "@/components/ui/copy-menu";
import { Skeleton } from "@/components/ui/skeleton";
import type { SplitDetail } from "@/components/ui/split";
import type { SnapshotState } from "@/lib/queries/snapshot";
import { streamAddress } from "@/lib/url/pages";

// Most look at the overview and open nothing.
const ConsumerDetail = lazy(async () => ({
  default: (await import("./consumer-detail")).ConsumerDetail,
}));
const StreamDetail = lazy(async () => ({
  default: (await import("@/components/streams/stream-detail")).StreamDetail,
}));

type Opened = { stream: string | null; consumer: string | null };

/** What the address says is open beside the overview. */
export function useDetail(
  connectionId: string,
  state: SnapshotState | undefined,
  { stream, consumer }: Opened,
  ages: Ages,
): SplitDetail | undefined {
  if (stream === null) return undefined;
  if (consumer !== null) {
    return {
      id: `${stream}/${consumer}`,
      title: (
        <>
          <Link
            href={streamAddress(connectionId, stream)}
            prefetch={false}
            className="font-normal text-soft hover:text-ink"
          >
            {stream}
          </Link>
          <span className="mx-1.5 font-normal text-soft">›</span>
          {consumer}
        </>
      ),
      actions: (
        <CopyMenu
          what={`consumer ${consumer}`}
          name={consumer}
          command={["nats", "consumer", "info", stream, consumer]}
        />
      ),
      content: (
        <Late>
          <ConsumerDetail connectionId={connectionId} stream={stream} name={consumer} />
        </Late>
      ),
    };
  }
  const row = state?.snapshot?.streams.value?.find(({ name }) => name === stream);
  return {
    id: stream,
    title: stream,
    actions: (
      <CopyMenu
        what={`stream ${stream}`}
        name={stream}
        {...(row ? { json: () => row } : {})}
        command={["nats", "stream", "info", stream]}
      />
    ),
    content: (
      <Late>
        <StreamDetail
          connectionId={connectionId}
          name={stream}
          row={row}
          staleMs={ages.staleMs(state?.snapshot?.streams.asOfMs)}
          ages={ages}
        />
      </Late>
    ),
  };
}

function Late({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Skeleton className="h-64 w-full" />}>{children}</Suspense>;
}
