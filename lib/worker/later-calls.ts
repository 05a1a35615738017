import type { BulkLinks } from "./bulk-links";
import type { CompactCalls } from "./compact-calls";
import type { ConsumerWriteCalls } from "./consumer-write-calls";
import type { Directs } from "./directs";
import type { ExportCalls } from "./export-calls";
import type { ConsumersCalls, HistoryCalls } from "./history-protocol";
import type { KvBulkCalls } from "./kv-bulk-protocol";
import type { KvFeedCalls } from "./kv-feed-protocol";
import type { BucketCalls, KeysCalls, KvCalls } from "./kv-protocol";
import { lateCalls } from "./late-calls";
import type { Link } from "./link";
import type { MessageCalls } from "./message-calls";
import type {
  DownloadCalls,
  ObjectCalls,
  ObjectsCalls,
  OrphansCalls,
  StoreCalls,
  TransferCalls,
} from "./object-protocol";
import type { PickCalls } from "./pick-calls";
import type { ConnectionCalls, StreamCalls } from "./protocol";
import type { PublishCalls } from "./publish-calls";
import type { SearchCalls } from "./search-protocol";
import type { StreamWriteCalls } from "./stream-write-calls";
import type { TailCalls } from "./tail-protocol";
import type { Way } from "./way";

type LaterCalls = ConnectionCalls &
  StreamCalls &
  ConsumerWriteCalls &
  ConsumersCalls &
  HistoryCalls &
  StreamWriteCalls &
  PublishCalls &
  KvCalls &
  MessageCalls &
  PickCalls &
  ExportCalls &
  SearchCalls &
  BucketCalls &
  StoreCalls &
  ObjectCalls &
  TransferCalls &
  ObjectsCalls &
  OrphansCalls &
  CompactCalls &
  DownloadCalls &
  KeysCalls &
  KvBulkCalls &
  KvFeedCalls &
  TailCalls;

type Parts = {
  origin: () => string;
  findWay: (connectionId: string) => Promise<Way>;
  linkOf: (connectionId: string) => Link;
  direct: Directs;
  bulk: BulkLinks;
};

/** What only some pages ask for: each part is loaded with the first question to it. */
export function createLaterCalls({ origin, findWay, linkOf, direct, bulk }: Parts): {
  calls: LaterCalls;
  setVisible(isVisible: boolean): void;
} {
  let isVisible = true;
  let tellTails: ((isVisible: boolean) => void) | undefined;
  let tellFeeds: ((isVisible: boolean) => void) | undefined;
  let tellKeys: ((isVisible: boolean) => void) | undefined;
  let tellObjects: ((isVisible: boolean) => void) | undefined;
  const calls = {
    ...lateCalls<ConnectionCalls>(
      {
        ...{ getConnectionSettings: true, saveConnection: true, deleteConnection: true },
        ...{ makeDefaultConnection: true, listContexts: true, importContext: true },
        ...{ testConnection: true, cancelTest: true },
      },
      async () => (await import("./connections-calls")).createConnectionCalls(origin),
    ),
    ...lateCalls<StreamCalls>(
      { getStream: true, getConsumer: true, getLastMessage: true },
      async () => (await import("./stream-calls")).createStreamCalls(linkOf),
    ),
    ...lateCalls<ConsumersCalls>({ getConsumers: true }, async () =>
      (await import("./consumers-calls")).createConsumersCalls({ origin, findWay, linkOf, direct }),
    ),
    ...lateCalls<HistoryCalls>({ getHistory: true, getLagMatrix: true }, async () =>
      (await import("./history-calls")).createHistoryCalls({ origin, findWay }),
    ),
    ...lateCalls<StreamWriteCalls>(
      { createStream: true, purgeStream: true, deleteStream: true, getSubjectLevel: true },
      async () => (await import("./stream-write-calls")).createStreamWriteCalls(linkOf),
    ),
    ...lateCalls<ConsumerWriteCalls>(
      {
        ...{ createConsumer: true, deleteConsumer: true, pauseConsumer: true },
        ...{ resumeConsumer: true, findNextMessage: true },
      },
      async () => (await import("./consumer-write-calls")).createConsumerWriteCalls(linkOf),
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
    ...lateCalls<KvCalls>(
      {
        ...{ getKvEntry: true, listKvHistory: true, writeKv: true },
        ...{ watchKv: true, unwatchKv: true },
      },
      async () => (await import("./kv-calls")).createKvCalls(linkOf),
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
    ...lateCalls<BucketCalls>(
      {
        ...{ getBucket: true, previewBucket: true, createBucket: true },
        ...{ updateBucket: true, deleteBucket: true },
      },
      async () => (await import("./bucket-calls")).createBucketCalls(linkOf),
    ),
    ...lateCalls<StoreCalls>(
      {
        ...{ getStore: true, previewStore: true, createStore: true, updateStore: true },
        ...{ sealStore: true, deleteStore: true, countObjects: true, findLinksTo: true },
      },
      async () => (await import("./store-calls")).createStoreCalls(linkOf),
    ),
    ...lateCalls<OrphansCalls>(
      { openOrphans: true, runOrphans: true, stopOrphans: true, closeOrphans: true },
      async () => (await import("./orphans-calls")).createOrphansCalls(bulk),
    ),
    ...lateCalls<ObjectsCalls>(
      { openObjects: true, listAllObjects: true, closeObjects: true },
      async () => {
        const objects = (await import("./objects-calls")).createObjectsCalls(bulk);
        objects.setVisible(isVisible);
        tellObjects = objects.setVisible;
        return objects.calls;
      },
    ),
    ...lateCalls<ObjectCalls>(
      {
        ...{ getObject: true, readObjectStart: true },
        ...{ editObject: true, linkObject: true, deleteObject: true },
      },
      async () => (await import("./object-calls")).createObjectCalls(linkOf),
    ),
    ...lateCalls<TransferCalls>(
      { uploadObject: true, readObject: true, stopTransfer: true },
      async () => (await import("./transfer-calls")).createTransferCalls(bulk),
    ),
    ...lateCalls<CompactCalls>(
      { openCompact: true, runCompact: true, stopCompact: true, closeCompact: true },
      async () => (await import("./compact-calls")).createCompactCalls(bulk),
    ),
    ...lateCalls<DownloadCalls>({ getDownload: true, cancelDownload: true }, async () =>
      (await import("./download-calls")).createDownloadCalls(origin),
    ),
    ...lateCalls<KeysCalls>(
      {
        ...{ prepareKeys: true, openKeys: true, lookAtKeys: true, listAllKeys: true },
        ...{ stopKeys: true, closeKeys: true, listKeysInView: true, findKeysRow: true },
        saveKeysList: true,
      },
      async () => {
        const keys = (await import("./keys-calls")).createKeysCalls(bulk, linkOf);
        keys.setVisible(isVisible);
        tellKeys = keys.setVisible;
        return keys.calls;
      },
    ),
    ...lateCalls<KvBulkCalls>(
      {
        ...{ planBulk: true, listBulk: true, runBulk: true, stopBulk: true },
        ...{ reportBulk: true, closeBulk: true, exportKeys: true },
      },
      async () => (await import("./kv-bulk-calls")).createKvBulkCalls(bulk),
    ),
    ...lateCalls<KvFeedCalls>(
      { openKvFeed: true, pauseKvFeed: true, clearKvFeed: true, closeKvFeed: true },
      async () => {
        const feeds = (await import("./kv-feed-calls")).createKvFeedCalls(bulk);
        feeds.setVisible(isVisible);
        tellFeeds = feeds.setVisible;
        return feeds.calls;
      },
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
      tellFeeds?.(next);
      tellKeys?.(next);
      tellObjects?.(next);
    },
  };
}
