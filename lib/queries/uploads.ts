import type { AppError } from "@/lib/errors/app-error";
import type { UploadOutcome, UploadProgress } from "@/lib/model/object-upload";
import type { ObjectInfo } from "@/lib/model/objects";
import { readObjectInfo } from "./object-one";
import { startUpload } from "./object-transfers";
import { showUploads } from "./uploads-shown";

// Of this tab, not of a page: what was begun goes on wherever somebody looks meanwhile.

/** A file on its way to be an object, and what became of it. */
export type Upload = {
  id: number;
  connectionId: string;
  bucket: string;
  name: string;
  file: File;
  /** What it takes the place of, as somebody was shown it; its description, headers and metadata stay where that was wanted. */
  over: { there: ObjectInfo; keepsWords: boolean } | undefined;
  state: UploadState;
};

/** Where it is between its choice and its end. */
export type UploadState =
  /** Whether its name is free. */
  | { is: "looking" }
  /** One of its name is there; `isNews` where that came while it was sent. */
  | { is: "asking"; there: ObjectInfo; isNews: boolean }
  | { is: "waiting" }
  | { is: "sending"; progress: UploadProgress | undefined; isStopping: boolean }
  | { is: "done"; info: ObjectInfo; replaced: boolean; left?: AppError; tookMs: number }
  | { is: "skipped" }
  | { is: "cancelled"; leftBytes: number }
  | { is: "failed"; error: AppError; leftBytes: number };

/** One whose name is taken. */
export type AskingUpload = Upload & { state: Extract<UploadState, { is: "asking" }> };

/** Others wait: more of them would only share the same link. */
const mostAtOnce = 3;
const mostLooks = 16;
/** Often enough for the eye. */
const tellEveryMs = 100;

const book = new Map<number, Upload>();
const toLook = new Set<number>();
const waiting = new Set<number>();
const sending = new Map<number, { stop: () => void; place: string }>();
const listeners = new Set<() => void>();
const storedListeners = new Set<(upload: Upload) => void>();
let shown: readonly Upload[] = [];
let telling: ReturnType<typeof setTimeout> | undefined;
let last = 0;
let looks = 0;

/** All of this tab that were not cleared, in the order in which they were chosen; the same list until something changes. */
export function readUploads(): readonly Upload[] {
  return shown;
}

/** Calls the listener after changes, at most ten times a second, until the returned function is called. */
export function watchUploads(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Calls the listener with each that is stored, until the returned function is called. */
export function watchUploaded(listener: (upload: Upload) => void): () => void {
  storedListeners.add(listener);
  return () => void storedListeners.delete(listener);
}

/** Begins with files: each is looked up by its name first, and sent where that is free. */
export function startUploads(
  place: { connectionId: string; bucket: string },
  files: readonly { file: File; name: string }[],
): void {
  for (const { file, name } of files) {
    last += 1;
    const state = { is: "looking" as const };
    book.set(last, { ...place, id: last, name, file, over: undefined, state });
    toLook.add(last);
  }
  showUploads();
  lookOn();
  tell();
}

/** Says what is to become of those whose names are taken. */
export function answerUploads(
  ids: readonly number[],
  answer: { is: "replace"; keepsWords: boolean } | { is: "skip" },
): void {
  for (const id of ids) {
    const upload = book.get(id);
    if (upload?.state.is !== "asking") continue;
    if (answer.is === "skip") {
      put(id, { is: "skipped" });
      continue;
    }
    const { there } = upload.state;
    book.set(id, { ...upload, over: { there, keepsWords: answer.keepsWords } });
    put(id, { is: "waiting" });
    waiting.add(id);
  }
  sendOn();
  tell();
}

/** Ends what has not ended; what is on its way is stopped, and what was stored of it removed. */
export function cancelUploads(ids: readonly number[]): void {
  for (const id of ids) {
    const state = book.get(id)?.state;
    if (state?.is === "sending") {
      put(id, { ...state, isStopping: true });
      sending.get(id)?.stop();
    } else if (state && !hasEnded(state)) {
      toLook.delete(id);
      waiting.delete(id);
      put(id, { is: "cancelled", leftBytes: 0 });
    }
  }
  tell();
}

/** Begins anew what did not come to its end. */
export function retryUpload(id: number): void {
  const upload = book.get(id);
  if (!upload || !hasEnded(upload.state) || upload.state.is === "done") return;
  book.set(id, { ...upload, over: undefined, state: { is: "looking" } });
  toLook.add(id);
  lookOn();
  tell();
}

/** Forgets what has ended. */
export function clearUploads(): void {
  for (const [id, { state }] of book) if (hasEnded(state)) book.delete(id);
  tell();
}

/** Whether nothing more becomes of it by itself. */
export function hasEnded({ is }: UploadState): boolean {
  return is === "done" || is === "skipped" || is === "cancelled" || is === "failed";
}

function lookOn(): void {
  for (const id of toLook) {
    if (looks >= mostLooks) return;
    toLook.delete(id);
    looks += 1;
    void look(id).finally(() => {
      looks -= 1;
      lookOn();
    });
  }
}

async function look(id: number): Promise<void> {
  const upload = book.get(id);
  if (!upload) return;
  const { connectionId, bucket, name } = upload;
  const state = await readObjectInfo(connectionId, bucket, name).then(
    (there): UploadState =>
      there && !there.isDeleted ? { is: "asking", there, isNews: false } : { is: "waiting" },
    (error: AppError): UploadState => ({ is: "failed", error, leftBytes: 0 }),
  );
  // Called off meanwhile.
  if (book.get(id)?.state.is !== "looking") return;
  put(id, state);
  if (state.is !== "waiting") return;
  waiting.add(id);
  sendOn();
}

function sendOn(): void {
  for (const id of waiting) {
    if (sending.size >= mostAtOnce) return;
    const upload = book.get(id);
    // Two of one name would only refuse each other at their ends.
    if (upload && ![...sending.values()].some(({ place }) => place === placeOf(upload))) {
      waiting.delete(id);
      send(upload);
    }
  }
}

function send(upload: Upload): void {
  const { id, connectionId, bucket, name, file, over } = upload;
  const { description, headers, metadata } = over?.keepsWords ? over.there : wordless;
  const beganMs = performance.now();
  const { ended, stop } = startUpload(
    {
      ...{ connectionId, bucket, name, file, description, headers, metadata },
      ...{ chunkBytes: undefined, replaces: over?.there.revision },
    },
    (progress) => {
      const state = book.get(id)?.state;
      if (state?.is === "sending") put(id, { ...state, progress });
    },
  );
  sending.set(id, { stop, place: placeOf(upload) });
  put(id, { is: "sending", progress: undefined, isStopping: false });
  void ended.then((outcome) => {
    sending.delete(id);
    put(id, toEnd(outcome, performance.now() - beganMs));
    if (outcome.is === "done") for (const listener of storedListeners) listener(upload);
    sendOn();
  });
}

const wordless = { description: "", headers: {}, metadata: {} };

function toEnd(outcome: UploadOutcome, tookMs: number): UploadState {
  if (outcome.is === "done") return { ...outcome, tookMs };
  return outcome.is === "taken" ? { is: "asking", there: outcome.info, isNews: true } : outcome;
}

function placeOf({ connectionId, bucket, name }: Upload): string {
  return JSON.stringify([connectionId, bucket, name]);
}

function put(id: number, state: UploadState): void {
  const upload = book.get(id);
  if (upload) book.set(id, { ...upload, state });
  telling ??= setTimeout(tell, tellEveryMs);
}

function tell(): void {
  clearTimeout(telling);
  telling = undefined;
  shown = [...book.values()];
  for (const listener of listeners) listener();
}
