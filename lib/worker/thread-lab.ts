import { Worker as Thread } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { OpenThread } from "./bounded-thread";

/** Opens a thread of the product's own in Node, whose workers speak otherwise than a browser's. */
export function createNodeThreads(entry: string): OpenThread {
  const { outputFiles } = buildSync({
    entryPoints: [`lib/worker/${entry}.worker.ts`],
    bundle: true,
    write: false,
    format: "iife",
    logLevel: "silent",
  });
  const source = `const { parentPort } = require("node:worker_threads");
    globalThis.addEventListener = (_, hear) => parentPort.on("message", (data) => hear({ data }));
    globalThis.postMessage = (data) => parentPort.postMessage(data);
    ${outputFiles[0]?.text}`;
  return () => {
    const thread = new Thread(source, { eval: true });
    const opened = {
      onmessage: null as Worker["onmessage"],
      postMessage: (data: unknown) => thread.postMessage(data),
      terminate: () => void thread.terminate(),
    };
    thread.on("message", (data) =>
      opened.onmessage?.call(undefined as unknown as Worker, { data } as MessageEvent),
    );
    return opened;
  };
}
