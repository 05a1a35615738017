import { shortestInboxToken } from "@/lib/roles/subject";

/** No library makes longer ones. */
const longestToken = 128;
const wordBytes = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\w-]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Finds the inboxes of which a server tells, as replies of messages and as where consumers deliver, wherever its bytes
 * are cut: to know one is enough to listen there and to have answers sent there.
 */
export function createToldInboxes(
  inboxPrefix: string,
  tell: (token: string) => void,
): (chunk: Buffer) => void {
  const mark = Buffer.from(`${inboxPrefix}.`);
  const overlap = mark.length + longestToken;
  let before: Buffer = Buffer.alloc(0);

  const scan = (bytes: Buffer) => {
    for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) {
      const from = at + mark.length;
      let end = from;
      while (end < bytes.length && wordBytes[bytes[end] ?? 0] === 1) end++;
      // What the chunk cuts off is read together with the next one.
      const isWhole = end < bytes.length;
      if (isWhole && end - from >= shortestInboxToken) tell(bytes.toString("latin1", from, end));
    }
  };
  return (chunk) => {
    if (before.length > 0) scan(Buffer.concat([before, chunk.subarray(0, overlap)]));
    scan(chunk);
    before = Buffer.concat([before, chunk.subarray(-overlap)]).subarray(-overlap);
  };
}
