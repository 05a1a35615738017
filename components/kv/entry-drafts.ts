"use client";

import { useSyncExternalStore } from "react";
import { type Draft, isChanged } from "./entry-draft";

// What was typed outlives the view it was typed in: another tab, another key, and back.
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

/** Which key a draft is of. */
export type DraftPlace = { connectionId: string; bucket: string; entryKey: string };

/** What somebody has begun to write for a key; undefined where nobody has. */
export function useDraft(place: DraftPlace): Draft | undefined {
  const id = idOf(place);
  return useSyncExternalStore(
    subscribe,
    () => drafts.get(id),
    () => undefined,
  );
}

/** Keeps what is typed, or forgets it. */
export function keepDraft(place: DraftPlace, draft: Draft | undefined): void {
  if (draft) drafts.set(idOf(place), draft);
  else drafts.delete(idOf(place));
  guard();
  for (const listener of listeners) listener();
}

function idOf({ connectionId, bucket, entryKey }: DraftPlace): string {
  return `${connectionId} ${bucket} ${entryKey}`;
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}

/** The browser asks before the page goes, and what was typed with it. */
function guard(): void {
  if (drafts.size > 0) addEventListener("beforeunload", askWhereChanged);
  else removeEventListener("beforeunload", askWhereChanged);
}

function askWhereChanged(event: BeforeUnloadEvent): void {
  if ([...drafts.values()].some(isChanged)) event.preventDefault();
}
