import { expect, it } from "vitest";
import type { Decoded } from "@/lib/format/decoded";
import { createDecodeThread, type OpenThread } from "./decode-thread";

const bomb = new Uint8Array([1]);
const payload = new Uint8Array([2]);

it("[T42] a decoder that does not come to an end is ended, and the next payload is read by a new one", async () => {
  const threads: { isEnded: boolean }[] = [];
  const thread = createDecodeThread(() => openThread(threads));
  const [first, second] = await Promise.all([
    thread.decode(bomb, "gzip"),
    thread.decode(payload, "auto"),
  ]);
  expect(first).toMatchObject({
    ...{ bytes: bomb, steps: [] },
    fault: { step: "gzip", why: "it took longer than 200 ms, so it was stopped" },
  });
  expect(second.steps).toEqual(["text"]);
  expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, false]);
});

/** Answers at once, but not to a bomb. */
function openThread(threads: { isEnded: boolean }[]): ReturnType<OpenThread> {
  const state = { isEnded: false };
  threads.push(state);
  const thread: ReturnType<OpenThread> = {
    onmessage: null,
    onerror: null,
    terminate: () => {
      state.isEnded = true;
    },
    postMessage: ({ bytes }: { bytes: Uint8Array }) => {
      const decoded: Decoded = { steps: ["text"], bytes, isCut: false };
      queueMicrotask(() => tell("begun"));
      if (bytes !== bomb) queueMicrotask(() => tell(decoded));
    },
  };
  const tell = (data: unknown) =>
    thread.onmessage?.call(thread as Worker, new MessageEvent("message", { data }));
  queueMicrotask(() => tell("ready"));
  return thread;
}
