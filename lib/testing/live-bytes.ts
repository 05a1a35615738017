import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** How many bytes of buffers are held by something: without what only waits to be collected. */
export function liveBytes(): number {
  // The second one waits for what the first has only begun to free.
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}
