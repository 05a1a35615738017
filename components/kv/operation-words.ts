import type { KvOperation } from "@/lib/model/kv";

/** What was done to a key, in a word. */
export function operationWords(operation: KvOperation): string {
  switch (operation.kind) {
    case "put":
      return "put";
    case "delete":
      return "deleted";
    case "purge":
      return "purged";
    case "removed":
      return `removed (${operation.reason})`;
  }
}
