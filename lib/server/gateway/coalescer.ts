/** Gathers what comes in one turn of the event loop, so that small pieces become few frames. */
export type Coalescer = { push(bytes: Buffer): void; flush(): void };

/** One piece goes on as it is, without a copy; several are put together up to `maxBytes`. */
export function createCoalescer(maxBytes: number, send: (bytes: Buffer) => void): Coalescer {
  let pieces: Buffer[] = [];
  let size = 0;
  let scheduled: NodeJS.Immediate | undefined;

  const flush = () => {
    if (scheduled) clearImmediate(scheduled);
    scheduled = undefined;
    const [first, second] = pieces;
    if (!first) return;
    const bytes = second ? Buffer.concat(pieces, size) : first;
    pieces = [];
    size = 0;
    send(bytes);
  };

  return {
    flush,
    push(bytes) {
      if (size + bytes.length > maxBytes) flush();
      pieces.push(bytes);
      size += bytes.length;
      if (size >= maxBytes) flush();
      else scheduled ??= setImmediate(flush);
    },
  };
}
