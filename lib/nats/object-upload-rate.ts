import type { UploadProgress } from "@/lib/model/object-upload";

const everyMs = 200;
/** A rate of less than that says little, one of more is of long ago. */
const leastMs = 500;
const mostMs = 5_000;

/** Tells how far an upload is: at once when its state changes, else a few times a second. */
export function createUploadTeller(
  totalBytes: number,
  chunkBytes: number,
  hear: (progress: UploadProgress) => void,
) {
  let state: UploadProgress["state"] = "sending";
  let sentBytes = 0;
  let toldMs = Number.NEGATIVE_INFINITY;
  const samples: { atMs: number; bytes: number }[] = [];

  const rate = (nowMs: number) => {
    while (samples.length > 1 && nowMs - (samples[1]?.atMs ?? nowMs) >= mostMs) samples.shift();
    const [first] = samples;
    if (!first || nowMs - first.atMs < leastMs) return undefined;
    return ((sentBytes - first.bytes) / (nowMs - first.atMs)) * 1_000;
  };
  const tell = () => {
    const nowMs = performance.now();
    toldMs = nowMs;
    samples.push({ atMs: nowMs, bytes: sentBytes });
    hear({ sentBytes, totalBytes, bytesPerSec: rate(nowMs), chunkBytes, state });
  };
  return {
    state(next: UploadProgress["state"]) {
      if (next === state && toldMs > 0) return;
      state = next;
      // What was waited for is no time of sending.
      samples.length = 0;
      tell();
    },
    sent(bytes: number) {
      sentBytes = bytes;
      if (performance.now() - toldMs >= everyMs) tell();
    },
  };
}
