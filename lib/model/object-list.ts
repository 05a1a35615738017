import type { AppError } from "@/lib/errors/app-error";
import type { ObjectInfo } from "./objects";

/** What a page that looks at a store is told, at most once a frame of the screen. */
export type ObjectsFrame = {
  /** Objects that came or changed since the last frame; each stands for the one of its name before. */
  changed: ObjectInfo[];
  /** Names that are no more: deleted, or gone by their age or with a purge. */
  gone: string[];
  /** Metadata that says nothing that can be read. */
  unread: number;
  state: ObjectsState;
};

/** How far the list is. */
export type ObjectsState =
  | { is: "listing"; read: number; total: number | undefined }
  | { is: "live" }
  /** All there, and asked for now and then: nobody tells of changes, and why. */
  | { is: "polled"; why: AppError }
  /** Beyond this many nothing is listed by itself. */
  | { is: "cut"; read: number; total: number | undefined }
  | { is: "lost"; error: AppError }
  | { is: "failed"; error: AppError };
