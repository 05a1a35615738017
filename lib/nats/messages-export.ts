import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { joinBytes } from "@/lib/format/join-bytes";
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
  const isOn = () => next <= to && end.goesOnFrom === undefined && sink.isWanted();
  let next = from;
  let ahead = isOn() ? readNewer(scope, next, pageCount) : undefined;
  while (ahead !== undefined) {
    const read = await ahead;
    if (!read.ok) return read;
    const isOver = read.value.waiting === 0n || read.value.next <= next;
    next = isOver || read.value.next > to ? to + 1n : read.value.next;
    const reachedTo = next - 1n;
    const bytes = writePage(file, read.value.messages, scope.extent.allowDirect);
    // The next page is on its way while this one is put away.
    ahead = isOn() ? readNewer(scope, next, pageCount) : undefined;
    await sink.put({ bytes, from, to, reachedTo });
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
  const wanted = messages.filter(({ sequence }) => sequence <= file.to);
  const lines = wanted.map((message) => toLine(message, file.format, isDirect));
  const whole = joinLines(lines);
  const fits = file.end.sizeBytes + whole.length <= file.room;
  const count = fits ? lines.length : countFitting(file, lines);
  const bytes = fits ? whole : joinLines(lines.slice(0, count));
  const first = wanted[count];
  if (first) file.end.goesOnFrom = first.sequence;
  file.end.messages += count;
  file.end.sizeBytes += bytes.length;
  if (file.format === "raw") {
    file.end.binary += wanted.slice(0, count).filter(({ data }) => !isUtf8(data)).length;
  }
  return bytes;
}

/** One at least in a file, however large. */
function countFitting({ room, end }: File, lines: readonly Line[]): number {
  let size = end.sizeBytes;
  const over = lines.findIndex((line) => {
    size += typeof line === "string" ? encoder.encode(line).length : line.length;
    return size > room;
  });
  return over === 0 && end.messages === 0 ? 1 : over;
}

type Line = string | Uint8Array;

const encoder = new TextEncoder();

function toLine(message: StoredMessage, format: ExportFormat, isDirect: boolean): Line {
  const { sequence, subject, timeNs, data } = message;
  if (format === "raw") return joinBytes([data, lineEnd]);
  const headers = toHeaders(message, isDirect);
  const told = { sequence, subject, timeNs, headers, sizeBytes: data.length };
  return format === "csv" ? toCsvLine(told, data) : toJsonLine(told, data);
}

/** They are of one kind: texts are written together, which is quicker. */
function joinLines(lines: readonly Line[]): Uint8Array {
  const texts = lines.filter((line) => typeof line === "string");
  if (texts.length > 0) return encoder.encode(texts.join(""));
  return joinBytes(lines.filter((line) => typeof line !== "string"));
}

const lineEnd = new Uint8Array([10]);
