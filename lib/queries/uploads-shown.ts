// Apart from the uploads themselves: every page knows this much, and loads the rest with the first of them.

const listeners = new Set<() => void>();
let isShown = false;

/** Has the tray of uploads drawn, on whatever page. */
export function showUploads(): void {
  isShown = true;
  for (const listener of listeners) listener();
}

/** Whether there ever was one in this tab. */
export function areUploadsShown(): boolean {
  return isShown;
}

/** Calls the listener when that changes, until the returned function is called. */
export function watchUploadsShown(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
