/** What all sockets together have received of messages that are not whole yet. */
export type HalfReceived = {
  /** Counts a socket in; `cutOff` is called when it holds the most while there is too much. */
  join(cutOff: () => void): HalfReceivedOf;
};

/** One socket's part. */
type HalfReceivedOf = {
  received(bytes: number): void;
  /** A message is whole: what was received is used up. */
  whole(): void;
  /** A control frame is not kept. */
  control(bytes: number): void;
  leave(): void;
};

type Part = { bytes: number; cutOff: () => void };

/** ws bounds what one socket may hold; together they are bounded here. */
export function createHalfReceived(maxBytes: number): HalfReceived {
  const parts = new Set<Part>();
  let total = 0;

  const set = (part: Part, bytes: number) => {
    if (!parts.has(part)) return;
    total += bytes - part.bytes;
    part.bytes = bytes;
  };
  const leave = (part: Part) => {
    set(part, 0);
    parts.delete(part);
  };
  const cutOffBiggest = () => {
    const [biggest] = [...parts].sort((a, b) => b.bytes - a.bytes);
    if (!biggest) return;
    leave(biggest);
    biggest.cutOff();
  };
  return {
    join(cutOff) {
      const part = { bytes: 0, cutOff };
      parts.add(part);
      return {
        received(bytes) {
          set(part, part.bytes + bytes);
          while (total > maxBytes) cutOffBiggest();
        },
        whole: () => set(part, 0),
        control: (bytes) => set(part, Math.max(0, part.bytes - bytes)),
        leave: () => leave(part),
      };
    },
  };
}
