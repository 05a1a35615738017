import type { UploadProgress } from "@/lib/model/object-upload";
import { hasEnded, type Upload, type UploadState } from "@/lib/model/uploads";

/** How far all are together. What was skipped, called off or failed is not counted as something to come. */
export type UploadsSum = {
  count: number;
  done: number;
  failed: number;
  /** Looked up, waiting or sent at the moment. */
  isRunning: boolean;
  hasEnded: boolean;
  sentBytes: number;
  totalBytes: number;
  bytesPerSec: number;
};

/** More are counted instead: nobody reads thousands of rows at a page's foot. */
const mostRows = 30;

/** What is told first: what goes on, what asks for something, what waits; then what has ended. */
const ranks: Record<UploadState["is"], number> = {
  ...{ sending: 0, asking: 0, waiting: 1, looking: 1 },
  ...{ failed: 2, done: 3, cancelled: 3, skipped: 3 },
};

/** The uploads that have a row, those that go on before those that have ended, and those that are only counted. */
export function pickRows(uploads: readonly Upload[]): { rows: Upload[]; more: Upload[] } {
  const ranked = uploads.toSorted(
    (a, b) => ranks[a.state.is] - ranks[b.state.is] || byChoice(a, b),
  );
  return { rows: ranked.slice(0, mostRows), more: ranked.slice(mostRows) };
}

/** The next one that is sent comes first, and so does the one that ended last. */
function byChoice(a: Upload, b: Upload): number {
  return hasEnded(a.state) ? b.id - a.id : a.id - b.id;
}

/** How far all are together. */
export function sumUploads(uploads: readonly Upload[]): UploadsSum {
  const ended = uploads.filter(({ state }) => hasEnded(state));
  const open = uploads.filter(({ state }) => !hasEnded(state));
  const done = ended.filter(({ state }) => state.is === "done");
  const doneBytes = sumOf(done, ({ file }) => file.size);
  return {
    count: uploads.length,
    done: done.length,
    failed: ended.filter(({ state }) => state.is === "failed").length,
    isRunning: open.some(({ state }) => state.is !== "asking"),
    hasEnded: ended.length > 0,
    sentBytes: doneBytes + sumOf(open, ({ state }) => progressOf(state)?.sentBytes ?? 0),
    totalBytes: doneBytes + sumOf(open, ({ file }) => file.size),
    bytesPerSec: sumOf(open, ({ state }) => progressOf(state)?.bytesPerSec ?? 0),
  };
}

function sumOf(uploads: readonly Upload[], amountOf: (upload: Upload) => number): number {
  return uploads.reduce((sum, upload) => sum + amountOf(upload), 0);
}

function progressOf(state: UploadState): UploadProgress | undefined {
  return state.is === "sending" ? state.progress : undefined;
}
