"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { Split, type SplitDetail } from "@/components/ui/split";
import { TableWaiting } from "@/components/ui/table/table-waiting";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { streamQuery } from "@/lib/queries/stream-detail";
import { DetailActions } from "./detail-actions";
import { OpenKeys } from "./open-keys";
import { useFollow } from "./use-follow";
import { useLastOfSubjects, useMessageList } from "./use-message-list";
import { useSearch } from "./use-search";
import { useView } from "./use-view";

// The table weighs more than the rest of the page, and shows nothing before the first answer.
const MessageView = lazy(async () => ({ default: (await import("./message-view")).MessageView }));
const MessageDetail = lazy(async () => ({
  default: (await import("./message-detail")).MessageDetail,
}));

type Props = { connectionId: string; stream: string };

/** The messages of a stream: looked at without a consumer, so that nothing in NATS changes by it. */
export function Messages({ connectionId, stream }: Props) {
  const view = useView();
  const { data: detail } = useQuery(streamQuery(connectionId, stream));
  const { data: state } = useQuery(snapshotQuery(connectionId));
  const list = { connectionId, stream, filter: view.filter, start: view.start };
  const stretch = useMessageList(list, view.isOldestFirst, !view.isLastOnly && !view.search);
  const last = useLastOfSubjects(list, view.isFollowing, view.isLastOnly);
  const passed = useFollow(list, view.isFollowing && !view.isLastOnly);
  const search = useSearch(connectionId, stream, view);
  const messages = search?.messages ?? (view.isLastOnly ? last : stretch);
  // By the server's own clock, where it tells it.
  const nowMs = detail?.summary.atMs ?? state?.snapshot?.answeredMs;
  const opened: SplitDetail | undefined =
    view.open === undefined
      ? undefined
      : {
          id: String(view.open),
          title: `Message ${view.open}`,
          actions: (
            <DetailActions
              {...{ connectionId, stream }}
              sequence={view.open}
              onDeleted={() => view.openAt(undefined)}
            />
          ),
          content: (
            <Suspense fallback={<Skeleton className="h-64 w-full" />}>
              <MessageDetail {...{ connectionId, stream, nowMs }} sequence={view.open} />
            </Suspense>
          ),
        };
  return (
    <Split detail={opened} storageKey="messages" onClose={() => view.openAt(undefined)}>
      {view.open !== undefined && messages.rows && (
        <OpenKeys open={view.open} rows={messages.rows} view={view} />
      )}
      <Suspense fallback={<TableWaiting name="Messages" />}>
        <MessageView
          {...{ connectionId, stream, view, messages, search, passed, nowMs }}
          summary={detail?.summary}
        />
      </Suspense>
    </Split>
  );
}
