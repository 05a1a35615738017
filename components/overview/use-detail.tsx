"use client";

import { lazy, type ReactNode, Suspense } from "react";
import type { Ages } from "@/components/shell/use-ages";
import { CopyMenu } from "@/components/ui/copy-menu";
import { Skeleton } from "@/components/ui/skeleton";
import type { SplitDetail } from "@/components/ui/split";
import type { SnapshotState } from "@/lib/queries/snapshot";

// Most look at the overview and open nothing.
const StreamDetail = lazy(async () => ({
  default: (await import("@/components/streams/stream-detail")).StreamDetail,
}));

/** What the address says is open beside the overview. */
export function useDetail(
  connectionId: string,
  state: SnapshotState | undefined,
  stream: string | null,
  ages: Ages,
): SplitDetail | undefined {
  if (stream === null) return undefined;
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
