import {
  type InfiniteData,
  infiniteQueryOptions,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { MessagePage, PageStart, StreamExtent } from "@/lib/model/message-page";
import { askWorker } from "@/lib/worker/client";
import { streamQuery } from "./stream-detail";
import { unwrap } from "./unwrap";

/** Which messages are looked at. */
export type MessageList = {
  connectionId: string;
  stream: string;
  filter: string;
  start: PageStart;
};

const pageCount = 100;
/** What is further away is read again when somebody goes back. */
const mostPages = 40;
/** Rows that came one by one are kept together in pages of this size. */
const fullPage = 400;
/** When more are behind than anybody reads, the newest are shown instead. */
const tooMany = 1_000n;

/** So old is what the page of a stream knows of it, at most. */
const hintMs = 3_000;

const asItWas = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  networkMode: "always",
  retry: false,
} as const;

/** A stretch of a stream, the newest page first; it grows at both ends, and is never read anew by itself. */
export function messagesQuery({ connectionId, stream, filter, start }: MessageList) {
  const queryKey = [connectionId, "messages", stream, filter, wordOf(start)];
  return infiniteQueryOptions({
    ...asItWas,
    queryKey,
    initialPageParam: start,
    queryFn: async ({ pageParam, client }) => {
      const isFirst = pageParam === start;
      const extent = isFirst ? undefined : extentOf(client.getQueryData<Pages>(queryKey));
      const hint = isFirst ? await hintOf(client, connectionId, stream) : undefined;
      const query = {
        ...{ start: pageParam, filter, count: pageCount },
        ...(extent ? { extent } : {}),
        ...(hint ? { hint } : {}),
      };
      return unwrap(askWorker((worker) => worker.readMessages(connectionId, stream, query)));
    },
    getNextPageParam: ({ older }): PageStart | undefined =>
      older === undefined ? undefined : { from: "before", sequence: older },
    getPreviousPageParam: ({ newer }): PageStart => ({ from: "after", sequence: newer }),
    maxPages: mostPages,
    structuralSharing: false,
  });
}

/** As the page of the stream reads it anyway; what it can't read is told elsewhere. */
async function hintOf(client: QueryClient, connectionId: string, name: string) {
  try {
    const query = { ...streamQuery(connectionId, name), staleTime: hintMs };
    return (await client.fetchQuery(query)).extent;
  } catch {
    return undefined;
  }
}

type Pages = InfiniteData<MessagePage, PageStart>;

/**
 * Puts what has come since at the newer end; gives how many passed by unseen, because they were too many to be
 * read one after the other.
 */
export async function readNewMessages(client: QueryClient, list: MessageList): Promise<bigint> {
  const { queryKey } = messagesQuery(list);
  const known = client.getQueryData<Pages>(queryKey);
  const newestPage = known?.pages[0];
  if (!known || !newestPage) return 0n;
  const start: PageStart = { from: "after", sequence: newestPage.newer };
  const { connectionId, stream, filter } = list;
  const query = { start, filter, count: pageCount, extent: newestPage.extent };
  const page = await unwrap(
    askWorker((worker) => worker.readMessages(connectionId, stream, query)),
  );
  if (page.waiting > tooMany) {
    await client.resetQueries({ queryKey, exact: true });
    return page.waiting;
  }
  if (page.rows.length > 0) {
    client.setQueryData<Pages>(queryKey, (now) => now && withNew(now, newestPage, page, start));
  }
  return 0n;
}

/** Nothing where the list was begun anew, or grew, meanwhile. */
function withNew(now: Pages, newest: MessagePage, page: MessagePage, start: PageStart): Pages {
  const [first, ...others] = now.pages;
  if (first !== newest) return now;
  if (first.rows.length + page.rows.length > fullPage) {
    return {
      pages: [page, ...now.pages].slice(0, mostPages),
      pageParams: [start, ...now.pageParams].slice(0, mostPages),
    };
  }
  const { newer, waiting, extent } = page;
  const grown = { ...first, rows: [...first.rows, ...page.rows], newer, waiting, extent };
  return { ...now, pages: [grown, ...others] };
}

function extentOf(pages: Pages | undefined): StreamExtent | undefined {
  return pages?.pages[0]?.extent;
}

function wordOf(start: PageStart): string {
  if ("sequence" in start) return `${start.from} ${start.sequence}`;
  return start.from === "time" ? `time ${start.timeNs}` : start.from;
}

/** The newest message of each subject; read anew each beat while it is followed. */
export function lastOfSubjectsQuery(list: Omit<MessageList, "start">, isFollowing: boolean) {
  const { connectionId, stream, filter } = list;
  return queryOptions({
    ...asItWas,
    queryKey: [connectionId, "last-of-subjects", stream, filter],
    queryFn: () =>
      unwrap(askWorker((worker) => worker.listLastOfSubjects(connectionId, stream, filter))),
    refetchInterval: isFollowing ? 2_000 : false,
    structuralSharing: false,
  });
}

/** One message; null where none is stored. */
export function messageQuery(
  connectionId: string,
  stream: string,
  { sequence, whole }: { sequence: bigint; whole: boolean },
) {
  return queryOptions({
    ...asItWas,
    queryKey: [connectionId, "message", stream, String(sequence), { whole }],
    queryFn: () => readMessage(connectionId, stream, { sequence, whole }),
  });
}

/** The same, once, and kept by nobody. */
export function readMessage(
  connectionId: string,
  stream: string,
  wanted: { sequence: bigint; whole: boolean },
) {
  return unwrap(askWorker((worker) => worker.getMessageAt(connectionId, stream, wanted)));
}

/** Where the stream's consumers are, seen from a message. */
export function positionsQuery(
  connectionId: string,
  stream: string,
  { sequence, subject }: { sequence: bigint; subject: string },
) {
  return queryOptions({
    ...asItWas,
    queryKey: [connectionId, "positions", stream, String(sequence)],
    queryFn: () =>
      unwrap(
        askWorker((worker) => worker.listPositions(connectionId, stream, { sequence, subject })),
      ),
    staleTime: 0,
  });
}

/** The subjects that a stream holds, for whoever types one. */
export function storedSubjectsQuery(connectionId: string, stream: string) {
  return queryOptions({
    ...asItWas,
    queryKey: [connectionId, "stored-subjects", stream],
    queryFn: () => unwrap(askWorker((worker) => worker.listStoredSubjects(connectionId, stream))),
    staleTime: 30_000,
  });
}

/** Deletes a message; lists that hold it leave it out from then on. */
export function deleteMessageMutation(client: QueryClient, connectionId: string, stream: string) {
  return mutationOptions({
    mutationFn: (wanted: { sequence: bigint; erase: boolean }) =>
      unwrap(askWorker((worker) => worker.deleteMessage(connectionId, stream, wanted))),
    networkMode: "always",
    onSuccess: (_, { sequence }) => {
      client.setQueriesData<Pages>(
        { queryKey: [connectionId, "messages", stream] },
        (now) => now && withoutMessage(now, sequence),
      );
      return client.invalidateQueries({ queryKey: [connectionId, "last-of-subjects", stream] });
    },
  });
}

function withoutMessage(now: Pages, sequence: bigint): Pages {
  const without = (page: MessagePage): MessagePage => {
    const rows = page.rows.filter((row) => row.sequence !== sequence);
    return rows.length === page.rows.length ? page : { ...page, rows };
  };
  return { ...now, pages: now.pages.map(without) };
}
