import type { AppError } from "@/lib/errors/app-error";
import type { UploadOutcome, UploadProgress } from "@/lib/model/object-upload";
import type { ObjectInfo } from "@/lib/model/objects";
import { hasEnded, type Upload, type UploadState } from "@/lib/model/uploads";

/** What an upload asks of others: what has its name, and to be sent. */
export type UploadWays = {
  /** Rejects with an error as data. */
  look: (upload: Upload) => Promise<ObjectInfo | null>;
  send: (
    upload: Upload,
    hear: (progress: UploadProgress) => void,
  ) => { ended: Promise<UploadOutcome>; stop: () => void };
};

/** Uploads from their choice to their end. */
export type UploadQueue = {
  /** All that were not cleared, in the order in which they were chosen; the same list until something changes. */
  read: () => readonly Upload[];
  /** Calls the listener after changes, at most ten times a second, until the returned function is called. */
  watch: (listener: () => void) => () => void;
  /** Calls the listener with each that is stored, until the returned function is called. */
  watchStored: (listener: (upload: Upload) => void) => () => void;
  /** Begins with files: each is looked up by its name first, and sent where that is free. */
  start: (place: UploadPlace, files: readonly { file: File; name: string }[]) => void;
  /** Says what is to become of those whose names are taken. */
  answer: (ids: readonly number[], answer: UploadAnswer) => void;
  /** Ends what has not ended; what is on its way is stopped, and what was stored of it removed. */
  cancel: (ids: readonly number[]) => void;
  /** Begins anew what did not come to its end. */
  retry: (id: number) => void;
  /** Forgets what has ended. */
  clear: () => void;
};

type UploadPlace = { connectionId: string; bucket: string };

/** What is to become of an upload whose name is taken. */
type UploadAnswer = { is: "replace"; keepsWords: boolean } | { is: "skip" };

/** Others wait: more of them would only share the same link. */
const mostAtOnce = 3;
const mostLooks = 16;
/** Often enough for the eye. */
const tellEveryMs = 100;

/** Sends a few at a time, and looks up some more; two of one name go one after the other. */
export function createUploadQueue({ look, send }: UploadWays): UploadQueue {
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

  const tell = () => {
    clearTimeout(telling);
    telling = undefined;
    shown = [...book.values()];
    for (const listener of listeners) listener();
  };
  const put = (id: number, state: UploadState) => {
    const upload = book.get(id);
    if (upload) book.set(id, { ...upload, state });
    telling ??= setTimeout(tell, tellEveryMs);
  };

  const sendOne = (upload: Upload) => {
    const { id } = upload;
    const beganMs = performance.now();
    const { ended, stop } = send(upload, (progress) => {
      const state = book.get(id)?.state;
      if (state?.is === "sending") put(id, { ...state, progress });
    });
    sending.set(id, { stop, place: placeOf(upload) });
    put(id, { is: "sending", progress: undefined, isStopping: false });
    void ended.then((outcome) => {
      sending.delete(id);
      put(id, toEnd(outcome, performance.now() - beganMs));
      if (outcome.is === "done") for (const listener of storedListeners) listener(upload);
      sendOn();
    });
  };
  const sendOn = () => {
    for (const id of waiting) {
      if (sending.size >= mostAtOnce) return;
      const upload = book.get(id);
      // Two of one name would only refuse each other at their ends.
      if (upload && ![...sending.values()].some(({ place }) => place === placeOf(upload))) {
        waiting.delete(id);
        sendOne(upload);
      }
    }
  };
  const wait = (id: number) => {
    put(id, { is: "waiting" });
    waiting.add(id);
  };

  const lookAt = async (upload: Upload) => {
    const { id } = upload;
    const state = await look(upload).then(
      (there): UploadState =>
        there && !there.isDeleted ? { is: "asking", there, isNews: false } : { is: "waiting" },
      (error: AppError): UploadState => ({ is: "failed", error, leftBytes: 0 }),
    );
    // Called off meanwhile.
    if (book.get(id)?.state.is !== "looking") return;
    if (state.is === "waiting") wait(id);
    else put(id, state);
    sendOn();
  };
  const lookOn = () => {
    for (const id of toLook) {
      if (looks >= mostLooks) return;
      toLook.delete(id);
      const upload = book.get(id);
      if (!upload) continue;
      looks += 1;
      void lookAt(upload).finally(() => {
        looks -= 1;
        lookOn();
      });
    }
  };

  return {
    read: () => shown,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    watchStored(listener) {
      storedListeners.add(listener);
      return () => void storedListeners.delete(listener);
    },
    start(place, files) {
      for (const { file, name } of files) {
        last += 1;
        const state = { is: "looking" as const };
        book.set(last, { ...place, id: last, name, file, over: undefined, state });
        toLook.add(last);
      }
      lookOn();
      tell();
    },
    answer(ids, answer) {
      for (const id of ids) {
        const upload = book.get(id);
        if (upload?.state.is !== "asking") continue;
        if (answer.is === "skip") {
          put(id, { is: "skipped" });
          continue;
        }
        const { there } = upload.state;
        book.set(id, { ...upload, over: { there, keepsWords: answer.keepsWords } });
        wait(id);
      }
      sendOn();
      tell();
    },
    cancel(ids) {
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
    },
    retry(id) {
      const upload = book.get(id);
      if (!upload || !hasEnded(upload.state) || upload.state.is === "done") return;
      book.set(id, { ...upload, over: undefined, state: { is: "looking" } });
      toLook.add(id);
      lookOn();
      tell();
    },
    clear() {
      for (const [id, { state }] of book) if (hasEnded(state)) book.delete(id);
      tell();
    },
  };
}

function toEnd(outcome: UploadOutcome, tookMs: number): UploadState {
  if (outcome.is === "done") return { ...outcome, tookMs };
  return outcome.is === "taken" ? { is: "asking", there: outcome.info, isNews: true } : outcome;
}

function placeOf({ connectionId, bucket, name }: Upload): string {
  return JSON.stringify([connectionId, bucket, name]);
}
