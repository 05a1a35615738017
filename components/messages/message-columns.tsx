import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import { findMagic, showControls } from "@/lib/format/payload";
import type { MessagePreview, MessageRow } from "@/lib/model/message-page";

const nsPerMs = 1_000_000n;

/** What the list shows of each message; without a clock of the server's own there are no ages. What is picked from payloads stands before them. */
export function messageColumns(
  format: Format,
  nowMs: number | undefined,
  picked: readonly Column<MessageRow>[],
  last = 0n,
): readonly Column<MessageRow>[] {
  return [
    {
      ...{ id: "sequence", head: "Sequence", width: sequencePx(format, last), isRowHeader: true },
      cell: ({ sequence }) => <span className="tabular-nums">{format.exact(sequence)}</span>,
      text: ({ sequence }) => String(sequence),
      value: ({ sequence }) => sequence,
    },
    {
      ...{ id: "time", head: "Time", width: 176 },
      cell: (row) => (
        <span className="whitespace-nowrap text-soft tabular-nums">
          {shortTime(row, format, nowMs)}
        </span>
      ),
      text: ({ timeNs }) => format.momentNs(timeNs),
    },
    {
      ...{ id: "age", head: "Age", width: 104, align: "end", small: "beside" },
      cell: (row) => <span className="whitespace-nowrap">{ageOf(row, format, nowMs)}</span>,
      text: (row) => ageOf(row, format, nowMs),
    },
    {
      ...{ id: "subject", head: "Subject", width: 190, small: "below" },
      cell: ({ subject }) => (
        <span className="block truncate font-mono text-small">{showControls(subject)}</span>
      ),
      text: ({ subject }) => subject,
    },
    {
      ...{ id: "size", head: "Size", width: 88, align: "end" },
      cell: ({ sizeBytes }) => format.bytesText(sizeBytes),
      text: ({ sizeBytes }) => `${format.exact(sizeBytes)} bytes`,
      value: ({ sizeBytes }) => sizeBytes,
    },
    {
      ...{ id: "headers", head: "Headers", width: 76, align: "end" },
      cell: ({ headers }) => headers.length || <span className="text-soft">–</span>,
      text: ({ headers }) => headers.map(([name, values]) => `${name}: ${values}`).join("\n"),
    },
    ...picked,
    {
      // What is looked for has columns of its own then.
      ...{ id: "preview", head: "Payload", width: picked.length > 0 ? 140 : 300, small: "below" },
      cell: ({ preview, sizeBytes }) => (
        <Preview preview={preview} size={format.bytesText(sizeBytes)} />
      ),
      text: ({ preview }) => preview.text,
    },
  ];
}

/** A sequence of 64 bits is twice as wide as the usual ones. */
function sequencePx(format: Format, last: bigint): number {
  return Math.max(108, 24 + 9 * format.exact(last).length);
}

/** To the millisecond, which tells most neighbours apart, with its day unless that is today; the rest on hover. */
function shortTime({ timeNs }: MessageRow, format: Format, nowMs: number | undefined): string {
  const atMs = Number(timeNs / nsPerMs);
  const ms = String(((atMs % 1_000) + 1_000) % 1_000).padStart(3, "0");
  const clock = `${format.clock(atMs)}.${ms}`;
  const day = format.day(atMs);
  return nowMs !== undefined && format.day(nowMs) === day ? clock : `${day} ${clock}`;
}

function ageOf({ timeNs }: MessageRow, format: Format, nowMs: number | undefined): string {
  if (nowMs === undefined) return "–";
  return format.age(Math.max(0, nowMs - Number(timeNs / nsPerMs)));
}

function Preview({ preview: { kind, text }, size }: { preview: MessagePreview; size: string }) {
  if (kind === "empty") return <span className="text-soft">empty</span>;
  const format = kind === "binary" ? findMagic(fromHex(text)) : undefined;
  return (
    <span className={`block truncate font-mono text-small ${kind === "binary" ? "text-soft" : ""}`}>
      {kind === "binary" && (
        <span className="mr-2 font-sans">{format ? `${format.name}, ${size}` : "binary"}</span>
      )}
      {text}
    </span>
  );
}

/** The first bytes say what it is; of a list, no more is read. */
function fromHex(pairs: string): Uint8Array {
  return Uint8Array.from(pairs.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}
