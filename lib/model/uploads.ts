import type { AppError } from "@/lib/errors/app-error";
import type { UploadProgress } from "./object-upload";
import type { ObjectInfo } from "./objects";

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

/** Whether nothing more becomes of it by itself. */
export function hasEnded({ is }: UploadState): boolean {
  return is === "done" || is === "skipped" || is === "cancelled" || is === "failed";
}
