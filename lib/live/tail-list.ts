import type { TailGap, TailMessage } from "@/lib/model/tail";
import { tailKeptBytes } from "./limits";

/** What stands in the list. */
export type TailEntry =
  | { kind: "message"; no: number; message: TailMessage; bytes: number }
  | { kind: "gap"; no: number; gap: TailGap; bytes: number };

/** What is kept of a tail, newest last, bounded by rows and bytes. */
export type TailList = {
  /** False where there is room only at the cost of a row that is looked at. */
  add(message: Omit<TailMessage, "no">): boolean;
  addGap(gap: Omit<TailGap, "no" | "kind">): void;
  get(no: number): TailMessage | undefined;
  /** Rows from the anchor on downwards, the newest first. */
  rows(anchorNo: number | undefined, first: number, count: number): TailEntry[];
  /** How many there are from the anchor on, and how many newer. */
  around(anchorNo: number | undefined): { total: number; newer: number };
  /** From this row on, nothing is given up. */
  pin(no: number | undefined): void;
  setKeepRows(rows: number): void;
  /** Shows those that fit; undefined shows all. */
  refine(fits: ((entry: TailEntry) => boolean) | undefined): void;
  all(): readonly TailEntry[];
  size(): { rows: number; bytes: number };
};

/** What a row takes beside its bytes, about. */
const rowBytes = 400;

/** An empty list. */
export function createTailList(firstKeepRows: number): TailList {
  let entries: TailEntry[] = [];
  let shown: TailEntry[] = entries;
  let bytes = 0;
  let nextNo = 1;
  let keepRows = firstKeepRows;
  let pinned = Number.POSITIVE_INFINITY;
  // Given up at the front, and cut off when they are many: a list of thousands is not moved for each.
  let gone = 0;
  let goneShown = 0;

  const dropOldest = () => {
    const oldest = entries[gone];
    if (!oldest) return;
    bytes -= oldest.bytes;
    gone++;
    if (shown !== entries && shown[goneShown] === oldest) goneShown++;
    if (gone < 2_048) return;
    const isAll = shown === entries;
    entries = entries.slice(gone);
    gone = 0;
    shown = isAll ? entries : shown.slice(goneShown);
    goneShown = 0;
  };
  const isTooMuch = (more: number) =>
    entries.length - gone >= keepRows || bytes + more > tailKeptBytes;
  const makeRoom = (more: number): boolean => {
    while (entries.length > gone && isTooMuch(more)) {
      if ((entries[gone]?.no ?? 0) >= pinned) return false;
      dropOldest();
    }
    return true;
  };
  const push = (entry: TailEntry) => {
    entries.push(entry);
    if (shown !== entries) shown.push(entry);
    bytes += entry.bytes;
  };
  const start = () => (shown === entries ? gone : goneShown);
  /** The place of the newest row that is not newer than the anchor. */
  const placeOf = (list: TailEntry[], anchorNo: number | undefined): number => {
    if (anchorNo === undefined) return list.length - 1;
    let low = -1;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((list[middle]?.no ?? 0) <= anchorNo) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    add(message) {
      const size = sizeOf(message);
      if (!makeRoom(size)) return false;
      const no = nextNo++;
      push({ kind: "message", no, message: { ...message, no }, bytes: size });
      return true;
    },
    addGap(gap) {
      const no = nextNo++;
      push({ kind: "gap", no, gap: { kind: "gap", no, ...gap }, bytes: rowBytes });
    },
    get(no) {
      const entry = entries[placeOf(entries, no)];
      return entry?.no === no && entry.kind === "message" && no >= (entries[gone]?.no ?? 0)
        ? entry.message
        : undefined;
    },
    rows(anchorNo, first, count) {
      const top = placeOf(shown, anchorNo) - first;
      const end = Math.max(start() - 1, top - count);
      const rows: TailEntry[] = [];
      for (let at = top; at > end; at--) {
        const entry = shown[at];
        if (entry) rows.push(entry);
      }
      return rows;
    },
    around(anchorNo) {
      const place = placeOf(shown, anchorNo);
      return {
        total: Math.max(0, place - start() + 1),
        newer: shown.length - 1 - Math.max(place, start() - 1),
      };
    },
    pin(no) {
      pinned = no ?? Number.POSITIVE_INFINITY;
    },
    setKeepRows(rows) {
      keepRows = rows;
      while (entries.length - gone > keepRows) dropOldest();
    },
    refine(fits) {
      goneShown = 0;
      shown = fits
        ? entries.slice(gone).filter((entry) => entry.kind === "gap" || fits(entry))
        : entries;
    },
    all: () => entries.slice(gone),
    size: () => ({ rows: entries.length - gone, bytes }),
  };
}

function sizeOf({ subject, reply, headers, body }: Omit<TailMessage, "no">): number {
  let letters = subject.length + reply.length;
  for (const [name, values] of headers) {
    letters += name.length;
    for (const value of values) letters += value.length;
  }
  return rowBytes + 2 * letters + body.byteLength;
}
