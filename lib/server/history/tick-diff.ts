import type { Integer } from "./integer";
import type { Name, Part } from "./parts";
import type { PartChanges } from "./protocol";

/** What a part's rows have become since they were last looked at. */
export type TickDiff<Row> = {
  /** What has changed; all of it after `forget`. */
  take(rows: readonly Row[]): PartChanges;
  forget(): void;
};

/** How a part's rows are told apart, and what is stored of them. */
export type RowsOf<Row> = {
  part: Part;
  nameOf(row: Row): Name;
  valuesOf(row: Row): (Integer | null)[];
};

type Slot<Row> = {
  slot: number;
  createdMs: number;
  row: Row | undefined;
  values: (Integer | null)[];
  seen: number;
};

/** Looks at rows whose identity has changed only; what is sent are numbers in typed arrays. */
export function createTickDiff<Row>({ part, nameOf, valuesOf }: RowsOf<Row>): TickDiff<Row> {
  // By stream, then by name: no text is made for a look.
  let streams = new Map<string, Map<string, Slot<Row>>>();
  /** As the rows stood the last time: nearly all of thousands are the very same, in the same place. */
  let before: Slot<Row>[] = [];
  let isFull = true;
  let slots = 0;
  let count = 0;
  let looks = 0;

  const slotOf = (row: Row, out: Changes): Slot<Row> => {
    const name = nameOf(row);
    let names = streams.get(name.stream);
    if (!names) {
      names = new Map();
      streams.set(name.stream, names);
    }
    const old = names.get(name.name);
    if (old && old.createdMs === name.createdMs) return old;
    // It has the name of another one, which is gone.
    if (old) out.gone.push(old.slot);
    else count++;
    const slot = { slot: slots++, createdMs: name.createdMs, row: undefined, values: [], seen: 0 };
    names.set(name.name, slot);
    out.born.push({ ...name, slot: slot.slot });
    return slot;
  };
  const dropUnseen = (out: Changes) => {
    for (const [stream, names] of streams) {
      for (const [name, slot] of names) {
        if (slot.seen === looks) continue;
        names.delete(name);
        out.gone.push(slot.slot);
        count--;
      }
      if (names.size === 0) streams.delete(stream);
    }
  };

  return {
    take(rows) {
      const out: Changes = { born: [], gone: [], slots: [], masks: [], values: [], long: [] };
      looks++;
      let seen = 0;
      const now: Slot<Row>[] = [];
      for (const [at, row] of rows.entries()) {
        const known = before[at];
        const slot = known?.row === row ? known : slotOf(row, out);
        now.push(slot);
        if (slot.seen !== looks) seen++;
        slot.seen = looks;
        if (slot.row === row) continue;
        slot.row = row;
        addChanges(out, slot, valuesOf(row));
      }
      before = now;
      if (seen < count) dropUnseen(out);
      const changes = pack(part, isFull, out);
      isFull = false;
      return changes;
    },
    forget() {
      streams = new Map();
      before = [];
      isFull = true;
      slots = 0;
      count = 0;
    },
  };
}

type Changes = Pick<PartChanges, "born" | "gone" | "long"> & {
  slots: number[];
  masks: number[];
  values: number[];
};

function addChanges<Row>(out: Changes, slot: Slot<Row>, values: (Integer | null)[]): void {
  let mask = 0;
  for (const [at, value] of values.entries()) {
    if (value === slot.values[at]) continue;
    mask |= 1 << at;
    if (typeof value === "bigint") out.long.push([out.values.length, value]);
    out.values.push(typeof value === "number" ? value : Number.NaN);
  }
  slot.values = values;
  if (mask === 0) return;
  out.slots.push(slot.slot);
  out.masks.push(mask);
}

function pack(part: Part, isFull: boolean, out: Changes): PartChanges {
  return {
    ...{ part, isFull, born: out.born, gone: out.gone, long: out.long },
    slots: Uint32Array.from(out.slots),
    masks: Uint16Array.from(out.masks),
    values: Float64Array.from(out.values),
  };
}
