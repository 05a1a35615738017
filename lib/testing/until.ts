import { setTimeout as pause } from "node:timers/promises";

const pollMs = 10;

/** Waits until something is so, and says what was waited for when it never is. */
export async function until<T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 10_000,
): Promise<T> {
  const deadlineMs = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadlineMs) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await pause(pollMs);
  }
}
