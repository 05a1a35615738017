import { queryOptions } from "@tanstack/react-query";
import { leaveLarge, mayBeEncoded } from "@/lib/format/decode-sniff";
import type { Decoded, DecoderChoice } from "@/lib/format/decoded";
import { createDecodeThread, openDecodeThread } from "@/lib/worker/decode-thread";

const numbers = new WeakMap<Uint8Array, number>();
let lastNumber = 0;
let thread: ReturnType<typeof createDecodeThread> | undefined;

/** What a payload is when it is read as somebody chose, or as its bytes say; asked of a thread of its own. */
export function decodedQuery(bytes: Uint8Array, choice: DecoderChoice) {
  return queryOptions({
    queryKey: ["decoded", numberOf(bytes), choice],
    queryFn: async (): Promise<Decoded> => {
      const large = leaveLarge(bytes, choice);
      if (large) return large;
      thread ??= createDecodeThread(openDecodeThread);
      return thread.decode(bytes, choice);
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: "always",
    retry: false,
    structuralSharing: false,
  });
}

/** Whether the thread has anything to say: not of plain JSON, text or pictures, unless somebody chose. */
export function isWorthDecoding(bytes: Uint8Array, choice: DecoderChoice): boolean {
  if (bytes.length === 0 || choice === "text" || choice === "hex") return false;
  return choice !== "auto" || mayBeEncoded(bytes);
}

/** Bytes that are the same object are the same payload. */
function numberOf(bytes: Uint8Array): number {
  const known = numbers.get(bytes);
  if (known !== undefined) return known;
  lastNumber += 1;
  numbers.set(bytes, lastNumber);
  return lastNumber;
}
