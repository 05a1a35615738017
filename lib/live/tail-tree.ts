import type { TailBranch, TailRates } from "@/lib/model/tail";
import { tailBranches, tailRatedBranches, tailSeconds } from "./limits";

/** The subjects that came as a tree, counted at its branches. */
export type TailTree = {
  /** What all grows from. */
  root: number;
  /** The branch of a subject, grown where it is new; as near as there is room for. */
  place(subject: string): number;
  /** The nearest branch that there is. */
  nearest(subject: string): number;
  count(node: number): void;
  isFull(): boolean;
  /** Those that somebody sees: the roots, and what is below the open ones. */
  branches(open: readonly string[]): TailBranch[];
  /** Ends a second; `isGap` where nobody listened in it. */
  beat(atMs: number, isGap: boolean): void;
  rates(branch: string | undefined): TailRates;
};

type Second = { atMs: number; spanMs: number; counts: Float64Array | undefined };
type Node = { path: string; name: string; parent: number; depth: number; children: number[] };

const root = 0;
/** Deeper ones are one branch: a subject of a thousand tokens is no tree. */
const deepest = 16;
const mostChildren = 200;
const mostBranches = 1_000;

/** An empty tree. */
export function createTailTree(): TailTree {
  const nodes: Node[] = [{ path: "", name: "", parent: -1, depth: -1, children: [] }];
  const byPath = new Map<string, number>();
  let own = new Float64Array(256);
  const seconds: Second[] = [];
  let latest: { atMs: number; totals: Float64Array } | undefined;
  let isFull = false;

  const grow = (parent: number, path: string, name: string): number => {
    if (nodes.length === tailBranches) {
      isFull = true;
      return -1;
    }
    const node = nodes.length;
    nodes.push({ path, name, parent, depth: (nodes[parent]?.depth ?? -1) + 1, children: [] });
    nodes[parent]?.children.push(node);
    byPath.set(path, node);
    if (node >= own.length) {
      const larger = new Float64Array(own.length * 2);
      larger.set(own);
      own = larger;
    }
    return node;
  };
  const walk = (subject: string, isGrowing: boolean): number => {
    let node = root;
    let path = "";
    for (const token of tokensOf(subject)) {
      path = node === root ? token : `${path}.${token}`;
      const next = byPath.get(path) ?? (isGrowing ? grow(node, path, token) : -1);
      if (next === -1) return node;
      node = next;
    }
    return node;
  };
  /** Children come after their parents, so one pass from the end adds everything up. */
  const addUp = (): Float64Array => {
    const totals = own.slice(0, nodes.length);
    for (let at = nodes.length - 1; at > 0; at--) {
      const parent = nodes[at]?.parent ?? root;
      totals[parent] = (totals[parent] ?? 0) + (totals[at] ?? 0);
    }
    return totals;
  };
  const perSecOf = (node: number): number | undefined => {
    const last = seconds.at(-1);
    if (!last?.counts) return undefined;
    const count = last.counts[node];
    return count === undefined ? undefined : (count / last.spanMs) * 1_000;
  };
  const sorted = (parent: number): number[] => {
    const name = (at: number) => nodes[at]?.name ?? "";
    return (nodes[parent]?.children ?? []).toSorted((a, b) => compare(name(a), name(b)));
  };
  const toBranch = (node: Node, at: number, count: number, isOpen: boolean): TailBranch => {
    const { path, name, depth, children } = node;
    return {
      ...{ path, name, depth, isOpen, count },
      perSec: perSecOf(at),
      children: children.length,
      more: isOpen ? Math.max(0, children.length - mostChildren) : 0,
    };
  };

  return {
    root,
    place: (subject) => walk(subject, true),
    nearest: (subject) => walk(subject, false),
    count(node) {
      own[node] = (own[node] ?? 0) + 1;
    },
    isFull: () => isFull,
    branches(open) {
      const totals = addUp();
      const opened = new Set(open);
      const shown: TailBranch[] = [];
      const show = (parent: number) => {
        for (const at of sorted(parent).slice(0, mostChildren)) {
          const node = nodes[at];
          if (!node || shown.length >= mostBranches) return;
          const isOpen = node.children.length > 0 && opened.has(node.path);
          shown.push(toBranch(node, at, totals[at] ?? 0, isOpen));
          if (isOpen) show(at);
        }
      };
      show(root);
      return shown;
    },
    beat(atMs, isGap) {
      const totals = addUp();
      const before = latest;
      latest = { atMs, totals };
      if (!before || atMs <= before.atMs) return;
      // Of the many only the newest second is known.
      const previous = seconds.at(-1);
      if (previous?.counts && previous.counts.length > tailRatedBranches) {
        previous.counts = previous.counts.slice(0, tailRatedBranches);
      }
      const counts = totals.map((total, at) => total - (before.totals[at] ?? 0));
      seconds.push({ atMs, spanMs: atMs - before.atMs, counts: isGap ? undefined : counts });
      if (seconds.length > tailSeconds) seconds.shift();
    },
    rates(branch) {
      const node = branch === undefined ? undefined : byPath.get(branch);
      const read = (at: number) =>
        seconds.map(({ counts, spanMs }, second) => {
          if (!counts) return null;
          // What came in later had no count yet, as long as all were counted.
          const isCut = second < seconds.length - 1 && counts.length === tailRatedBranches;
          const count = counts[at] ?? (isCut ? null : 0);
          return count === null ? null : (count / spanMs) * 1_000;
        });
      return {
        atMs: seconds.map(({ atMs }) => atMs),
        all: read(root),
        of: branch,
        branch: node === undefined ? [] : read(node),
      };
    },
  };
}

function tokensOf(subject: string): string[] {
  const tokens = subject.split(".", deepest + 1);
  if (tokens.length <= deepest) return tokens;
  const head = tokens.slice(0, deepest - 1);
  return [...head, subject.slice(head.join(".").length + 1)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
