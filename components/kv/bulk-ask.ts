import type { Format } from "@/lib/format/format";
import type { LoopKeys } from "@/lib/format/kv-loop";
import type { ChosenKeys } from "@/lib/model/kv-bulk";
import { keysWords } from "./bulk-words";

/** Which keys were chosen, in words. */
export function chosenWords(chosen: ChosenKeys, format: Format): string {
  if (chosen.kind === "keys") {
    const [first = ""] = chosen.keys;
    return chosen.keys.length === 1 ? `key ${first}` : keysWords(chosen.keys.length, format);
  }
  const { pattern, text = "" } = chosen;
  const which = pattern === ">" ? "all keys" : `the keys of ${pattern}`;
  return text === "" ? which : `${which} that hold “${text}”`;
}

/** The same for a loop of a shell. */
export function toLoopKeys(chosen: ChosenKeys, bucket: string): LoopKeys {
  if (chosen.kind === "keys") return { keys: chosen.keys };
  return chosen.pattern === ">" && !chosen.text ? { allOf: bucket } : "file";
}
