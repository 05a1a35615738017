import { describeError } from "@/lib/errors/describe-error";
import type { Format } from "@/lib/format/format";
import type { UploadProgress } from "@/lib/model/object-upload";
import type { Upload } from "@/lib/model/uploads";

/** How far an upload is, or what became of it: a mark and a tone for the eye, words for everybody. */
export type UploadWords = { mark?: string; tone: string; words: string; detail?: string };

const states: Record<Exclude<UploadProgress["state"], "sending">, string> = {
  "waiting-for-link": "Waiting for the connection; it goes on by itself",
  checking: "Checking what is stored of it",
  cleaning: "Removing what was stored of it",
};

/** In the words of one row. */
export function uploadWords({ state, file }: Upload, format: Format): UploadWords {
  switch (state.is) {
    case "looking":
      return { tone: "text-soft", words: "Looking whether it is there already" };
    case "waiting":
      return { tone: "text-soft", words: `${format.bytesText(file.size)} · waiting` };
    case "asking":
      return {
        ...{ mark: "?", tone: "text-attention" },
        words: state.isNews
          ? "Somebody has stored one of this name meanwhile"
          : "One of this name is there already",
      };
    case "sending":
      return { tone: "text-soft", words: sendingWords(state, file.size, format) };
    case "done":
      return {
        ...{ mark: "✓", tone: "text-ok" },
        words: `${state.replaced ? "replaced" : "stored"} · ${format.bytesText(file.size)} in ${format.duration(state.tookMs)}`,
        ...(state.left && {
          detail: `The chunks of what it replaced are still there: ${describeError(state.left).detail} ${cleanUpFinds}`,
        }),
      };
    case "skipped":
      return { mark: "–", tone: "text-soft", words: "skipped: what is there stays" };
    case "cancelled":
      return {
        ...{ mark: "–", tone: "text-soft" },
        words: "cancelled",
        ...leftWords(state.leftBytes, format),
      };
    case "failed": {
      const { title, detail, hint } = describeError(state.error);
      const left = leftWords(state.leftBytes, format).detail;
      return {
        ...{ mark: "✕", tone: "text-trouble", words: "failed" },
        detail: [`${title}:`, detail, hint, left].filter(Boolean).join(" "),
      };
    }
  }
}

type Sending = Extract<Upload["state"], { is: "sending" }>;

function sendingWords({ progress, isStopping }: Sending, size: number, format: Format): string {
  if (isStopping) return "Stopping: what was stored of it is removed";
  if (!progress) return "Beginning";
  if (progress.state !== "sending") return states[progress.state];
  const { sentBytes, bytesPerSec } = progress;
  return [
    `${format.bytesText(sentBytes)} of ${format.bytesText(size)}`,
    ...paceWords(size - sentBytes, bytesPerSec, format),
  ].join(" · ");
}

/** How fast, and how long yet. */
export function paceWords(
  leftBytes: number,
  bytesPerSec: number | undefined,
  format: Format,
): string[] {
  if (!bytesPerSec) return [];
  const leftMs = (leftBytes / bytesPerSec) * 1_000;
  const pace = `${format.bytesText(bytesPerSec)}/s`;
  return leftMs >= 1_000 ? [pace, `${format.duration(leftMs)} left`] : [pace];
}

function leftWords(leftBytes: number, format: Format): { detail?: string } {
  if (leftBytes === 0) return {};
  return {
    detail: `${format.bytesText(leftBytes)} of it could not be removed. ${cleanUpFinds}`,
  };
}

const cleanUpFinds = "“Clean up” of the store finds them.";
