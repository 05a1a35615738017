import { tailSubjectBytes, tailSubjects } from "./limits";
import { createTailTree, type TailTree } from "./tail-tree";

/** The subjects that came, each with its number; found by their bytes, so that no text is made of a message. */
export type TailSubjects = {
  /** The number of the subject between two places; -1 for one that there is no room for. */
  find(bytes: Uint8Array, from: number, to: number): number;
  /** What was noted of it when it came first. */
  mark(id: number): number;
  count(id: number): void;
  /** One that there is no room for. */
  countNameless(subject: string): void;
  /** One that shows in the whole alone. */
  countUnnamed(): void;
  /** Other things are to be noted of them from now on. */
  markAnew(): void;
  tree: TailTree;
  size(): number;
  isFull(): boolean;
};

const slots = 32_768;
const decoder = new TextDecoder();

/** Counts subjects; `toMark` looks once at each, as at one that has no number. */
export function createTailSubjects(toMark: (subject: string) => number): TailSubjects {
  const table = new Int32Array(slots).fill(-1);
  const hashes = new Int32Array(tailSubjects);
  const keys: Uint8Array[] = [];
  const marks = new Uint8Array(tailSubjects);
  const nodes = new Int32Array(tailSubjects);
  const tree = createTailTree();
  let heldBytes = 0;
  let isFull = false;
  let lastId = -1;

  const add = (subject: Uint8Array, hash: number, slot: number): number => {
    if (keys.length === tailSubjects || heldBytes + subject.length > tailSubjectBytes) {
      isFull = true;
      return -1;
    }
    const id = keys.length;
    const text = decoder.decode(subject);
    keys.push(subject);
    heldBytes += subject.length;
    hashes[id] = hash;
    table[slot] = id;
    marks[id] = toMark(text);
    nodes[id] = -1;
    return id;
  };
  return {
    find(bytes, from, to) {
      const last = keys[lastId];
      if (last !== undefined && isSame(last, bytes, from, to)) return lastId;
      const hash = hashOf(bytes, from, to);
      let slot = hash & (slots - 1);
      for (let id = table[slot] ?? -1; id !== -1; id = table[slot] ?? -1) {
        const known = keys[id];
        if (hashes[id] === hash && known !== undefined && isSame(known, bytes, from, to)) {
          lastId = id;
          return id;
        }
        slot = (slot + 1) & (slots - 1);
      }
      lastId = add(bytes.slice(from, to), hash, slot);
      return lastId;
    },
    mark: (id) => marks[id] ?? 0,
    markAnew() {
      for (const [id, subject] of keys.entries()) marks[id] = toMark(decoder.decode(subject));
    },
    count(id) {
      let node = nodes[id] ?? -1;
      if (node === -1) {
        node = tree.place(decoder.decode(keys[id]));
        nodes[id] = node;
      }
      tree.count(node);
    },
    countNameless: (subject) => tree.count(tree.nearest(subject)),
    countUnnamed: () => tree.count(tree.root),
    tree,
    size: () => keys.length,
    isFull: () => isFull || tree.isFull(),
  };
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  return hash;
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  if (known.length !== length) return false;
  // From the end, where subjects of one family differ.
  for (let at = length - 1; at >= 0; at--) if (known[at] !== bytes[from + at]) return false;
  return true;
}
