import { describe, expect, it } from "vitest";
import { tailSubjects } from "./limits";
import { createTailSubjects } from "./tail-subjects";
import { createTailTree } from "./tail-tree";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("the tree of a tail", () => {
  it("adds up every branch, and shows what is below those that are open", () => {
    const tree = createTailTree();
    for (const subject of ["a.b", "a.b", "a.c.d", "z"]) tree.count(tree.place(subject));
    expect(tree.branches([]).map(({ path, count }) => [path, count])).toEqual([
      ["a", 3],
      ["z", 1],
    ]);
    expect(tree.branches(["a"]).map(({ path, count }) => [path, count])).toEqual([
      ...[
        ["a", 3],
        ["a.b", 2],
        ["a.c", 1],
      ],
      ["z", 1],
    ]);
  });

  it("makes one branch of what is deeper than anybody reads", () => {
    const tree = createTailTree();
    const deep = Array.from({ length: 1_000 }, (_, at) => at).join(".");
    const open = Array.from({ length: 15 }, (_, at) =>
      Array.from({ length: at + 1 }, (__, token) => token).join("."),
    );
    tree.count(tree.place(deep));
    const branches = tree.branches(open);
    expect(branches).toHaveLength(16);
    expect(branches.at(-1)).toMatchObject({ path: deep, count: 1 });
  });

  it("[L7] tells rates by the second, with a gap where nobody listened", () => {
    const tree = createTailTree();
    const node = tree.place("a.b");
    tree.beat(1_000, false);
    for (let sent = 0; sent < 10; sent++) tree.count(node);
    tree.beat(3_000, false);
    tree.beat(4_000, true);
    expect(tree.rates("a")).toEqual({
      ...{ atMs: [3_000, 4_000], all: [5, null], of: "a", branch: [5, null] },
    });
  });
});

describe("the subjects of a tail", () => {
  it("counts those beyond its room for the branch that they grow from, and says so", () => {
    const subjects = createTailSubjects(() => 0);
    const find = (subject: string) => subjects.find(bytes(subject), 0, bytes(subject).length);
    const take = (subject: string) => {
      const id = find(subject);
      if (id === -1) subjects.countNameless(subject);
      else subjects.count(id);
    };
    for (let at = 0; at < tailSubjects + 500; at++) take(`many.${at}`);
    take("other.x");
    expect(subjects.size()).toBe(tailSubjects);
    expect(subjects.isFull()).toBe(true);
    expect(subjects.tree.branches([])).toMatchObject([
      { path: "many", count: tailSubjects + 500, children: tailSubjects },
    ]);
    take("many.7");
    expect(subjects.tree.branches([])).toMatchObject([{ count: tailSubjects + 501 }]);
  });

  it("tells subjects apart by every byte", () => {
    const subjects = createTailSubjects((subject) => subject.length);
    const ids = ["a.b", "a.c", "a.b", "ä.b"].map((subject) =>
      subjects.find(bytes(`x${subject}`), 1, bytes(subject).length + 1),
    );
    expect(ids).toEqual([0, 1, 0, 2]);
    expect(subjects.mark(2)).toBe(3);
  });
});
