import type { Reading } from "@/lib/errors/app-error";
import type { DownloadStatus } from "@/lib/model/object-download";
import type { ObjectsFrame } from "@/lib/model/object-list";
import type { FoundOrphans, OrphansProgress, OrphansReport } from "@/lib/model/object-orphans";
import type {
  StoreCount,
  StoreDetail,
  StoreLinks,
  StorePreview,
  StoreSettings,
  WrittenStore,
} from "@/lib/model/object-store";
import type { UploadOutcome, UploadProgress, UploadWish } from "@/lib/model/object-upload";
import type { ObjectEdit, ObjectInfo, ObjectOutcome, ObjectStart } from "@/lib/model/objects";

/** Stores as a whole; over the control connection. */
export type StoreCalls = {
  getStore(connectionId: string, bucket: string): Promise<Reading<StoreDetail>>;
  /** What an update would send, by what was opened; nothing is asked of NATS. */
  previewStore(
    settings: StoreSettings,
    opened: StoreDetail["config"],
  ): Promise<Reading<StorePreview>>;
  createStore(connectionId: string, settings: StoreSettings): Promise<Reading<WrittenStore>>;
  /** `changed-elsewhere` where it is no longer what was opened. */
  updateStore(
    connectionId: string,
    settings: StoreSettings,
    opened: StoreDetail["config"],
  ): Promise<Reading<WrittenStore>>;
  /** For ever: no server takes it back. */
  sealStore(
    connectionId: string,
    bucket: string,
    opened: StoreDetail["config"],
  ): Promise<Reading<WrittenStore>>;
  deleteStore(connectionId: string, bucket: string): Promise<Reading<null>>;
  countObjects(connectionId: string, bucket: string): Promise<Reading<StoreCount>>;
  findLinksTo(
    connectionId: string,
    bucket: string,
    others: readonly string[],
  ): Promise<Reading<StoreLinks>>;
};

/** The objects of a store; over the bulk connection. */
export type ObjectsCalls = {
  /** Calls back with what there is, until it is closed; the answer comes with the end. */
  openObjects(
    run: string,
    place: { connectionId: string; bucket: string },
    hear: (frame: ObjectsFrame) => void,
  ): Promise<Reading<null>>;
  /** Lists also what is beyond the limit. */
  listAllObjects(run: string): void;
  closeObjects(run: string): void;
};

/** An object: which one, and where. */
export type ObjectPlace = { connectionId: string; bucket: string; name: string };

/** One object; over the control connection. */
export type ObjectCalls = {
  /** Its metadata as the leader has it; null where there is none. */
  getObject(place: ObjectPlace): Promise<Reading<ObjectInfo | null>>;
  /** A link is followed once. */
  readObjectStart(place: ObjectPlace, mostBytes: number): Promise<Reading<ObjectStart>>;
  editObject(
    place: ObjectPlace,
    revision: bigint,
    edit: ObjectEdit,
  ): Promise<Reading<ObjectOutcome>>;
  /** Refused where what it leads to, or its store, is not there; never makes either. */
  linkObject(
    place: ObjectPlace,
    target: { bucket: string; name?: string },
    description: string,
  ): Promise<Reading<ObjectOutcome>>;
  deleteObject(place: ObjectPlace, revision: bigint): Promise<Reading<ObjectOutcome>>;
};

/** Bytes up and down; over the bulk connection. */
export type TransferCalls = {
  uploadObject(
    run: string,
    wish: UploadWish,
    hear: (progress: UploadProgress) => void,
  ): Promise<Reading<UploadOutcome>>;
  /** Reads it all, and calls back with each piece in its order; the answer says whether it is whole. */
  readObject(
    run: string,
    place: ObjectPlace,
    hear: (piece: {
      bytes: Uint8Array | undefined;
      readBytes: number;
      totalBytes: number;
    }) => unknown,
    isForCheckOnly: boolean,
  ): Promise<Reading<ObjectInfo>>;
  /** Ends what is under way. */
  stopTransfer(run: string): void;
};

/** Downloads that the console's server sends to the browser itself. */
export type DownloadCalls = {
  /** By the id that the page has given it. */
  getDownload(connectionId: string, watch: string): Promise<Reading<DownloadStatus>>;
  cancelDownload(connectionId: string, watch: string): Promise<Reading<null>>;
};

/** Chunks that belong to nothing; over the bulk connection. */
export type OrphansCalls = {
  /** Looks for them, and keeps them for what follows; calls back with how far it is. */
  openOrphans(
    run: string,
    place: { connectionId: string; bucket: string },
    hear: (progress: OrphansProgress) => void,
  ): Promise<Reading<FoundOrphans>>;
  /** Removes those of these nuids that are still left behind. */
  runOrphans(
    run: string,
    nuids: string[],
    hear: (progress: OrphansProgress) => void,
  ): Promise<Reading<OrphansReport>>;
  /** Ends what is under way. */
  stopOrphans(run: string): void;
  closeOrphans(run: string): void;
};
