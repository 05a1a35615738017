import type { Draft } from "@/lib/model/publish-draft";

/** A form that another page has filled in, and what there is to say of it. */
export type FilledDrawer = {
  connectionId: string;
  title: string;
  notes: readonly string[];
  subject: string;
  draft: Draft;
};

const listeners = new Set<() => void>();
let filled: FilledDrawer | undefined;

/** Opens the drawer in front of whatever is looked at. */
export function openPublishDrawer(drawer: FilledDrawer): void {
  change(drawer);
}

/** Forgets what it was filled with. */
export function closePublishDrawer(): void {
  change(undefined);
}

/** What it is filled with, as long as it is open. */
export function readPublishDrawer(): FilledDrawer | undefined {
  return filled;
}

/** Calls the listener after every change, until the returned function is called. */
export function watchPublishDrawer(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function change(next: FilledDrawer | undefined): void {
  filled = next;
  for (const listener of listeners) listener();
}
