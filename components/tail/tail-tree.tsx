"use client";

import { useFormat } from "@/components/ui/use-format";
import type { TailBranch, TailFrame } from "@/lib/model/tail";

type Props = {
  frame: TailFrame | undefined;
  open: readonly string[];
  onOpen: (open: readonly string[]) => void;
  branch: string | undefined;
  onBranch: (branch: string | undefined) => void;
};

/** The subjects as they flow, each branch with its count and rate. */
export function TailTree({ frame, open, onOpen, branch, onBranch }: Props) {
  const format = useFormat();
  const tree = frame?.tree ?? [];
  return (
    <section aria-label="Subjects that flow" className="min-w-0">
      <div className="flex h-8 items-center justify-between gap-2 border-line border-b text-small">
        <h2 className="font-semibold">Subjects</h2>
        <span className="text-soft tabular-nums">{format.exact(frame?.subjects.count ?? 0)}</span>
      </div>
      {tree.length === 0 && <p className="py-2 text-small text-soft">None yet.</p>}
      <ul
        className="max-h-[32rem] overflow-y-auto"
        tabIndex={tree.length > 0 ? 0 : -1}
        aria-label="Subjects"
      >
        {tree.map((one) => (
          <Branch
            key={one.path}
            branch={one}
            isChosen={one.path === branch}
            onToggle={() =>
              onOpen(one.isOpen ? open.filter((path) => path !== one.path) : [...open, one.path])
            }
            onChoose={() => onBranch(one.path === branch ? undefined : one.path)}
          />
        ))}
      </ul>
    </section>
  );
}

type BranchProps = {
  branch: TailBranch;
  isChosen: boolean;
  onToggle: () => void;
  onChoose: () => void;
};

function Branch({ branch, isChosen, onToggle, onChoose }: BranchProps) {
  const format = useFormat();
  const { path, name, depth, count, perSec, isOpen, children, more } = branch;
  return (
    <li className="border-line border-b">
      <div
        className={`flex h-8 items-center pr-1 text-small max-md:h-10 ${isChosen ? "bg-select shadow-[inset_2px_0_0_var(--color-accent)]" : "hover:bg-hover"}`}
        style={{ paddingLeft: `${depth * 0.875}rem` }}
      >
        {children > 0 ? (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? "Fold" : "Unfold"} ${path}`}
            onClick={onToggle}
            className="grid size-6 shrink-0 place-items-center text-soft text-tiny outline-offset-[-2px] hover:text-ink max-md:size-10"
          >
            <span aria-hidden="true" className={isOpen ? "rotate-90" : ""}>
              ▶
            </span>
          </button>
        ) : (
          <span className="w-6 shrink-0 max-md:w-10" />
        )}
        <button
          type="button"
          aria-pressed={isChosen}
          title={`${path}: ${format.exact(count)} messages. Draws its rate.`}
          onClick={onChoose}
          className="flex h-full min-w-0 flex-1 items-center gap-2 text-left outline-offset-[-2px]"
        >
          <span className="min-w-0 flex-1 truncate whitespace-pre font-mono">
            <bdi>{name}</bdi>
          </span>
          <span className="shrink-0 tabular-nums">{format.count(count)}</span>
          <span className="w-14 shrink-0 text-right text-soft tabular-nums">
            {perSec === undefined ? "" : `${format.rate(perSec)}/s`}
          </span>
        </button>
      </div>
      {more > 0 && (
        <p className="py-1 pl-8 text-small text-soft">
          {format.exact(more)} more below {path} are counted, not shown.
        </p>
      )}
    </li>
  );
}
