import type { BulkLinks } from "./bulk-links";
import type { ExportCalls } from "./export-calls";
import { lateCalls } from "./late-calls";
import type { Link } from "./link";
import type { MessageCalls } from "./message-calls";
import type { PickCalls } from "./pick-calls";
import type { StreamCalls } from "./protocol";
import type { PublishCalls } from "./publish-calls";
import type { SearchCalls } from "./search-protocol";
import type { StreamWriteCalls } from "./stream-write-calls";
import type { TailCalls } from "./tail-protocol";

type LaterCalls = StreamCalls &
  StreamWriteCalls &
  PublishCalls &
  MessageCalls &
  PickCalls &
  ExportCalls &
  SearchCalls &
  TailCalls;

type Parts = { linkOf: (connectionId: string) => Link; bulk: BulkLinks };

/** What only some pages ask for: each part is loaded with the first question to it. */
export function createLaterCalls({ linkOf, bulk }: Parts): {
  calls: LaterCalls;
  setVisible(isVisible: boolean): void;
} {
  let isVisible = true;
  let tellTails: ((isVisible: boolean) => void) | undefined;
  const calls = {
    ...lateCalls<StreamCalls>(
      { getStream: true, getConsumer: true, getLastMessage: true },
      async () => (await import("./stream-calls")).createStreamCalls(linkOf),
    ),
    ...lateCalls<StreamWriteCalls>(
      { createStream: true, purgeStream: true, deleteStream: true, getSubjectLevel: true },
      async () => (await import("./stream-write-calls")).createStreamWriteCalls(linkOf),
    ),
    ...lateCalls<PublishCalls>(
      { publish: true, publishMany: true, sendRequest: true, respond: true, stopSending: true },
      async () => (await import("./publish-calls")).createPublishCalls(linkOf),
    ),
    ...lateCalls<MessageCalls>(
      {
        ...{ readMessages: true, listLastOfSubjects: true, getMessageAt: true },
        ...{ deleteMessage: true, listPositions: true, listStoredSubjects: true },
      },
      async () => (await import("./message-calls")).createMessageCalls(linkOf),
    ),
    ...lateCalls<PickCalls>({ pickFromMessages: true }, async () =>
      (await import("./pick-calls")).createPickCalls(linkOf),
    ),
    ...lateCalls<ExportCalls>({ exportMessages: true, cancelExport: true }, async () =>
      (await import("./export-calls")).createExportCalls(bulk),
    ),
    ...lateCalls<SearchCalls>({ openSearch: true, closeSearch: true }, async () =>
      (await import("./search-calls")).createSearchCalls(bulk),
    ),
    ...lateCalls<TailCalls>(
      {
        ...{ openTail: true, setTail: true, lookAtTail: true, clearTail: true },
        ...{ closeTail: true, getTailMessage: true, exportTail: true },
      },
      async () => {
        const tails = (await import("./tail-calls")).createTailCalls(bulk);
        tails.setVisible(isVisible);
        tellTails = tails.setVisible;
        return tails.calls;
      },
    ),
  };
  return {
    calls,
    setVisible(next) {
      isVisible = next;
      tellTails?.(next);
    },
  };
}
