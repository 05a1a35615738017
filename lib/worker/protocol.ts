import type { Reading } from "@/lib/errors/app-error";
import type { ConnectionList } from "@/lib/model/connection";
import type { ConnectionSettings, FoundContext } from "@/lib/model/connection-settings";
import type { TestEvent } from "@/lib/model/connection-test";
import type { Credentials } from "@/lib/model/credentials";
import type { LimitGroup } from "@/lib/model/limit";
import type { LinkStatus } from "@/lib/model/link";
import type { Message } from "@/lib/model/message";
import type { Names } from "@/lib/model/names";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import type { ConsumerDetail, StreamDetail } from "@/lib/model/stream-detail";
import type { CompactCalls } from "./compact-calls";
import type { ConsumerWriteCalls } from "./consumer-write-calls";
import type { ExportCalls } from "./export-calls";
import type { ConsumersCalls, HistoryCalls } from "./history-protocol";
import type { KvBulkCalls } from "./kv-bulk-protocol";
import type { KvFeedCalls } from "./kv-feed-protocol";
import type { BucketCalls, KeysCalls, KvCalls } from "./kv-protocol";
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
import type { PublishCalls } from "./publish-calls";
import type { SearchCalls } from "./search-protocol";
import type { StreamWriteCalls } from "./stream-write-calls";
import type { TailCalls } from "./tail-protocol";

// The thread boundary. [L2] Only types of lib/model, lib/errors and this file are posted.

/** What the page may ask of the worker. */
export type NatsWorker = ConnectionCalls &
  SnapshotCalls &
  ConsumersCalls &
  HistoryCalls &
  MessageCalls &
  PickCalls &
  ExportCalls &
  PublishCalls &
  KvCalls &
  StreamWriteCalls &
  ConsumerWriteCalls &
  StreamCalls &
  SearchCalls &
  BucketCalls &
  StoreCalls &
  ObjectCalls &
  ObjectsCalls &
  OrphansCalls &
  TransferCalls &
  CompactCalls &
  DownloadCalls &
  KeysCalls &
  KvBulkCalls &
  KvFeedCalls &
  TailCalls & {
    /** Where the console is; a worker's own location can be a blob. Told once, first. */
    open(origin: string): void;
    listConnections(): Promise<Reading<ConnectionList>>;
    getLimits(): Promise<Reading<LimitGroup[]>>;
    /** Calls back with the status now and at each change, until the returned function is called. */
    watchLink(connectionId: string, listener: (status: LinkStatus) => void): () => void;
    /** A tab that nobody sees tries more seldom. */
    setVisible(isVisible: boolean): void;
    /** For a direct connection; the worker's memory is the only place where these are kept. */
    signIn(connectionId: string, credentials: Credentials): void;
    signOut(connectionId: string): void;
  };

/** What is known of a connection as a whole. */
export type SnapshotCalls = {
  /** What has changed since a revision that was given before; everything without one. */
  getSnapshot(connectionId: string, since?: string): Promise<Reading<SnapshotDelta>>;
  getNames(connectionId: string): Promise<Reading<Names>>;
};

/** One stream, read when somebody opens it. */
export type StreamCalls = {
  getStream(connectionId: string, name: string): Promise<Reading<StreamDetail>>;
  getConsumer(connectionId: string, stream: string, name: string): Promise<Reading<ConsumerDetail>>;
  /** Of a big body only the beginning, unless the whole is wanted; null where there is no message. */
  getLastMessage(
    connectionId: string,
    stream: string,
    wanted?: { whole?: boolean },
  ): Promise<Reading<Message | null>>;
};

/** What the page may ask about the console's connections; the console answers. */
export type ConnectionCalls = {
  getConnectionSettings(id: string): Promise<Reading<ConnectionSettings>>;
  /** Without an id, a new one. */
  saveConnection(settings: ConnectionSettings, id?: string): Promise<Reading<{ id: string }>>;
  deleteConnection(id: string): Promise<Reading<null>>;
  makeDefaultConnection(id: string): Promise<Reading<null>>;
  listContexts(): Promise<Reading<FoundContexts>>;
  importContext(name: string): Promise<Reading<{ id: string }>>;
  /** Calls back with each event; ends with the test, or when the run is cancelled. */
  testConnection(
    run: string,
    subject: TestSubject,
    hear: (event: TestEvent) => void,
  ): Promise<Reading<null>>;
  cancelTest(run: string): void;
};

/** A connection as it is, or a draft of one; the id is where the draft's kept secrets are. */
export type TestSubject =
  | { id: string }
  | { settings: ConnectionSettings; id?: string | undefined };

/** The contexts of the nats CLI, and the folder they were looked for in. */
export type FoundContexts = { contexts: FoundContext[]; folder: string };
