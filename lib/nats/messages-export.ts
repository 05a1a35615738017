import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { csvHead, isUtf8, toCsvLine, toJsonLine } from "@/lib/format/message-lines";
import type { ExportEnd, ExportFormat, ExportOrder, ExportPart } from "@/lib/model/message-export";
import { hasBatches } from "./message-batch";
import { checkAsked, getExtent } from "./messages-extent";
import { readNewer } from "./messages-newer";
import { toHeaders } from "./messages-row";
import type { ReadScope } from "./messages-scope";
import { findTime } from "./messages-time";
import type { StoredMessage } from "./stored-message";

/** Where it goes, and until when. */
export type ExportSink = {
  /** The next piece is read when this one is put away. */
  put: (part: ExportPart) => unknown;
  isWanted: () => boolean;
  /** The file is full with these; a test takes fewer. */
  mostBytes?: number;
};

/** One request brings at most 1,024. */
const pageCount = 1_000;
const stepBytes = 4 * 1_024 * 1_024;
const fileBytes = 2 * 1_024 * 1_024 * 1_024;

/** Writes a part of a stream, the oldest message first. Direct gets and message gets only: nothing in NATS changes. */
export async function exportMessages(
  nc: NatsConnection,
  order: Omit<ExportOrder, "connectionId">,
  sink: ExportSink,
): Promise<Reading<ExportEnd>> {
  const { stream, filter, format } = order;
  const what = `The export of ${stream}`;
  const bad = checkAsked(what, stream, filter);
  if (bad) return bad;
  const extent = await getExtent(nc, stream, filter);
  if (!extent.ok) return extent;
  const scope: ReadScope = {
    ...{ nc, stream, what, filter, extent: extent.value, maxBytes: stepBytes },
    isBatched: extent.value.allowDirect && hasBatches(nc),
  };
  const bounds = await findBounds(scope, order);
  if (!bounds.ok) return bounds;
  const { from, to } = bounds.value;
  const end: ExportEnd = { messages: 0, sizeBytes: 0, binary: 0 };
  const file: File = { format, from, to, room: sink.mostBytes ?? fileBytes, end };
  if (format === "csv") {
    const bytes = encoder.encode(csvHead());
    end.sizeBytes = bytes.length;
    await sink.put({ bytes, from, to, reachedTo: from - 1n });
  }
  return writeAll(scope, file, sink);
}

async function writeAll(
  scope: ReadScope,
  file: File,
  sink: ExportSink,
): Promise<Reading<ExportEnd>> {
  const { from, to, end } = file;
  let next = from;
  while (next <= to && end.goesOnFrom === undefined && sink.isWanted()) {
    const read = await readNewer(scope, next, pageCount);
    if (!read.ok) return read;
    const bytes = writePage(file, read.value.messages, scope.extent.allowDirect);
    const isOver = read.value.waiting === 0n || read.value.next <= next;
    next = isOver || read.value.next > to ? to + 1n : read.value.next;
    await sink.put({ bytes, from, to, reachedTo: next - 1n });
  }
  return { ok: true, value: end };
}

/** What is being written, how much more it may be, and what it is so far. */
type File = {
  format: ExportFormat;
  from: bigint;
  to: bigint;
  room: number;
  end: ExportEnd;
};

async function findBounds(
  scope: ReadScope,
  { range }: Pick<ExportOrder, "range">,
): Promise<Reading<{ from: bigint; to: bigint }>> {
  const { first, last } = scope.extent;
  if (range.by === "sequence") {
    const { from, to = last } = range;
    const [isBefore, isBehind] = [from < first, to > last];
    return { ok: true, value: { from: isBefore ? first : from, to: isBehind ? last : to } };
  }
  const from = await findTime(scope, range.fromNs);
  if (!from.ok || range.toNs === undefined) {
    return from.ok ? { ok: true, value: { from: from.value, to: last } } : from;
  }
  const behind = await findTime(scope, range.toNs + 1n);
  return behind.ok ? { ok: true, value: { from: from.value, to: behind.value - 1n } } : behind;
}

function writePage(file: File, messages: readonly StoredMessage[], isDirect: boolean): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const message of messages) {
    if (message.sequence > file.to) break;
    const line = toLine(message, file.format, isDirect);
    if (file.end.sizeBytes + size + line.length > file.room && file.end.messages > 0) {
      file.end.goesOnFrom = message.sequence;
      break;
    }
    parts.push(line);
    size += line.length;
    file.end.messages += 1;
    if (file.format === "raw" && !isUtf8(message.data)) file.end.binary += 1;
  }
  file.end.sizeBytes += size;
  return join(parts, size);
}

const encoder = new TextEncoder();

function toLine(message: StoredMessage, format: ExportFormat, isDirect: boolean): Uint8Array {
  const { sequence, subject, timeNs, data } = message;
  if (format === "raw") return join([data, lineEnd], data.length + 1);
  const headers = toHeaders(message, isDirect);
  const told = { sequence, subject, timeNs, headers, sizeBytes: data.length };
  return encoder.encode(format === "csv" ? toCsvLine(told, data) : toJsonLine(told, data));
}

const lineEnd = new Uint8Array([10]);

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
