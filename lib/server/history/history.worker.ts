import { parentPort, workerData } from "node:worker_threads";
import type { ThreadData, ToThread } from "./protocol";
import { createThread } from "./thread";

// The one thread that holds the history's file.

const thread = createThread(workerData as ThreadData, (message) => {
  parentPort?.postMessage(message);
  // A handle of the damaged file must not stay; the main thread starts another one.
  if (message.kind === "damaged" || message.kind === "closed")
    setImmediate(() => parentPort?.close());
});
parentPort?.on("message", (message: ToThread) => thread.hear(message));
