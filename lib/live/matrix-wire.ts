import type { HistoryKept, LagMatrix } from "@/lib/model/history";

/**
 * A matrix as bytes: the length of a JSON head (4 bytes, little endian), the head, the rows' cells, then of each band
 * its worst and its mean cells.
 */
export function packMatrix(matrix: LagMatrix): Uint8Array<ArrayBuffer> {
  const { fromMs, stepMs, columns, rows, cells, bands, kept } = matrix;
  const head = new TextEncoder().encode(
    JSON.stringify({
      ...{ version, fromMs, stepMs, columns, kept },
      rows: rows.map(({ stream, name }) => [stream, name]),
      bands: bands.map(({ stream, consumers }) => [stream, consumers]),
    }),
  );
  const body = [cells, ...bands.flatMap(({ worst, mean }) => [worst, mean])];
  const size = body.reduce((sum, part) => sum + part.length, headAt + head.length);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  let at = headAt;
  for (const part of [head, ...body]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Reads what `packMatrix` wrote; undefined for anything else. The cells are views on the given bytes. */
export function parseMatrix(bytes: Uint8Array): LagMatrix | undefined {
  if (bytes.length < headAt) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = headAt + view.getUint32(0, true);
  const head = end <= bytes.length ? parseHead(bytes.subarray(headAt, end)) : undefined;
  if (!head) return undefined;
  const { columns, rows, bands } = head;
  let at = end;
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  if (bytes.length !== end + columns * (rows.length + 2 * bands.length)) return undefined;
  const { fromMs, stepMs, kept } = head;
  return {
    ...{ fromMs, stepMs, columns, kept },
    rows: rows.map(([stream, name]) => ({ stream, name })),
    cells: take(rows.length * columns),
    bands: bands.map(([stream, consumers]) => ({
      ...{ stream, consumers },
      worst: take(columns),
      mean: take(columns),
    })),
  };
}

const version = 1;
const headAt = 4;

type Head = {
  fromMs: number;
  stepMs: number;
  columns: number;
  kept: HistoryKept;
  rows: [stream: string, name: string][];
  bands: [stream: string, consumers: number][];
};

function parseHead(bytes: Uint8Array): Head | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isHead(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHead(value: unknown): value is Head {
  return (
    isObject(value) &&
    value.version === version &&
    isNumber(value.fromMs) &&
    isNumber(value.stepMs) &&
    isCount(value.columns) &&
    isKept(value.kept) &&
    isListOf(value.rows, (one) => isPair(one) && one.every((part) => typeof part === "string")) &&
    isListOf(value.bands, (one) => isPair(one) && typeof one[0] === "string" && isCount(one[1]))
  );
}

function isKept(value: unknown): value is HistoryKept {
  return (
    isObject(value) &&
    isState(value.state) &&
    isListOf(
      value.levels,
      (one) => isObject(one) && isNumber(one.stepMs) && isNumber(one.sinceMs),
    ) &&
    isNumber(value.bytes) &&
    isNumber(value.maxBytes) &&
    typeof value.isShortened === "boolean" &&
    (value.putAside === undefined || isAside(value.putAside))
  );
}

function isState(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (value.kind === "on") return true;
  return value.kind === "paused" && typeof value.why === "string" && isNumber(value.sinceMs);
}

function isAside(value: unknown): boolean {
  return isObject(value) && typeof value.file === "string" && isNumber(value.atMs);
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(isOne);
}

function isPair(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
