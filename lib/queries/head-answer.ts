import type { ParsedAnswer } from "@/lib/worker/shape";

/** What the console answered, and when that came, by `performance.now()`. */
export type HeadAnswer<T> = { value: T; receivedAt: number };

const withinMs = 5_000;

/** True where the page's head has asked for it, before anything else of the page had come. */
export function isAskedByHead(address: string): boolean {
  return document.head.querySelector(`link[rel="preload"][href="${address}"]`) !== null;
}

/**
 * What a page's head has asked the console for, taken over once; undefined where that tells nothing, and the worker is
 * to ask, which says why. It is for the first look alone: the worker needs half a second to begin.
 */
export async function takeFromHead<T>(
  address: string,
  parse: (json: unknown) => ParsedAnswer<T>,
): Promise<HeadAnswer<T> | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(withinMs) });
    const parsed = response.ok ? parse(await response.json()) : undefined;
    if (!parsed?.ok) return undefined;
    return { value: parsed.value, receivedAt: receivedAt(address) };
  } catch {
    return undefined;
  } finally {
    document.head.querySelector(`link[rel="preload"][href="${address}"]`)?.remove();
  }
}

/** It may have waited for the page: ages count from when it came. */
function receivedAt(address: string): number {
  const entries = performance.getEntriesByName(new URL(address, location.href).href, "resource");
  const newest = entries.at(-1);
  return newest instanceof PerformanceResourceTiming ? newest.responseEnd : performance.now();
}
