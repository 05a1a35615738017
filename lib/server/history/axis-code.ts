import { createBytes, isAtEnd, readSize, writeVarint, written } from "./varint";

/** The times that the values of a span stand at. */
export type Axis = {
  atMs: number[];
  /** Whether nobody knows what was between it and the one before. */
  isGap: boolean[];
};

/** An axis as bytes. */
export function packAxis({ atMs, isGap }: Axis): Uint8Array<ArrayBuffer> {
  const out = createBytes();
  let before = 0;
  for (const [at, ms] of atMs.entries()) {
    writeVarint(out, (ms - before) * 2 + (isGap[at] ? 1 : 0));
    before = ms;
  }
  return written(out);
}

/** What `packAxis` wrote. */
export function parseAxis(data: Uint8Array): Axis {
  const reader = { data, at: 0 };
  const axis: Axis = { atMs: [], isGap: [] };
  let ms = 0;
  while (!isAtEnd(reader)) {
    const word = readSize(reader);
    ms += Math.floor(word / 2);
    axis.atMs.push(ms);
    axis.isGap.push(word % 2 === 1);
  }
  return axis;
}
