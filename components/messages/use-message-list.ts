"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AppError } from "@/lib/errors/app-error";
import type { MessageRow, StreamExtent } from "@/lib/model/message-page";
import { lastOfSubjectsQuery, type MessageList, messagesQuery } from "@/lib/queries/messages";

/** What is loaded of the messages looked at, in the order shown, and how more comes. */
export type LoadedMessages = {
  /** Undefined until something was read. */
  rows: readonly MessageRow[] | undefined;
  extent: StreamExtent | undefined;
  error: AppError | null;
  isLoading: boolean;
  /** More behind the upper edge and the lower one, as they are shown. */
  above: Edge;
  below: Edge;
  /** Where reading goes on towards older ones. */
  lookedTo: bigint | undefined;
  /** They are big, so that fewer come at once. */
  isInSteps: boolean;
  /** Of the last of each subject: how many subjects there are. */
  subjects: number | undefined;
  retry: () => void;
};

/** One edge of what is loaded. */
type Edge = { hasMore: boolean; load: () => void };

const closed: Edge = { hasMore: false, load: () => undefined };

/** A stretch of the stream that grows at both ends. */
export function useMessageList(
  list: MessageList,
  isOldestFirst: boolean,
  isOn: boolean,
): LoadedMessages {
  const query = useInfiniteQuery({ ...messagesQuery(list), enabled: isOn });
  const { data, error, isFetching, fetchNextPage, fetchPreviousPage, refetch } = query;
  const rows = useMemo(() => {
    const ascending = data?.pages.toReversed().flatMap((page) => page.rows);
    return isOldestFirst ? ascending : ascending?.toReversed();
  }, [data, isOldestFirst]);
  const [newest, oldest] = [data?.pages[0], data?.pages.at(-1)];
  const towardsNewer: Edge = {
    hasMore: (newest?.waiting ?? 0n) > 0n,
    load: () => void fetchPreviousPage({ cancelRefetch: false }),
  };
  const towardsOlder: Edge = {
    hasMore: oldest?.older !== undefined,
    load: () => void fetchNextPage({ cancelRefetch: false }),
  };
  return {
    ...{ rows, error, extent: newest?.extent, isLoading: isFetching },
    above: isOldestFirst ? towardsOlder : towardsNewer,
    below: isOldestFirst ? towardsNewer : towardsOlder,
    lookedTo: oldest?.older,
    isInSteps: data?.pages.some((page) => page.isCutByBytes) ?? false,
    subjects: undefined,
    retry: () => void (data ? fetchNextPage({ cancelRefetch: false }) : refetch()),
  };
}

/** The newest message of each subject, the newest of them first. */
export function useLastOfSubjects(
  list: MessageList,
  isFollowing: boolean,
  isOn: boolean,
): LoadedMessages {
  const { connectionId, stream, filter } = list;
  const query = useQuery({
    ...lastOfSubjectsQuery({ connectionId, stream, filter }, isFollowing),
    enabled: isOn,
  });
  const { data, error, isFetching, refetch } = query;
  const rows = useMemo(() => data?.rows.toReversed(), [data]);
  return {
    ...{ rows, error, extent: data?.extent, isLoading: isFetching },
    ...{ above: closed, below: closed, lookedTo: undefined, isInSteps: false },
    subjects: data?.subjects,
    retry: () => void refetch(),
  };
}
