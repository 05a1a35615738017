"use client";

import { useDeferredValue, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { findInJson, type JsonRow, openAtFirst, toJsonRows } from "@/lib/format/json-rows";
import type { JsonTreeProps } from "./json-tree";
import { JsonTreeFoot } from "./json-tree-foot";
import { keyMoves } from "./json-tree-keys";
import { JsonTreeRow, rowPx } from "./json-tree-row";
import { JsonTreeSearch } from "./json-tree-search";
import { showRow, useRowsInSight } from "./use-rows-in-sight";

/** The tree itself; any number of nodes, of which those in sight are drawn. */
export function JsonTreeView(props: JsonTreeProps) {
  const { value, label, openLevels = 2, maxHeight = "28rem" } = props;
  const id = useId();
  const [open, setOpen] = useState(() => openAtFirst(value, openLevels));
  const [active, setActive] = useState<string>();
  const [word, setWord] = useState("");
  const wanted = useDeferredValue(word.trim());
  const rows = toJsonRows(value, open);
  const found = findInJson(value, wanted);
  const box = useRef<HTMLDivElement>(null);
  const sight = useRowsInSight(box, rows.length, rowPx);
  const at = rows.findIndex((row) => row.path === active);
  const activeRow = rows[at];

  const toggle = ({ path }: JsonRow, isOpen = !open.has(path)) => {
    const next = new Set(open);
    if (isOpen) next.add(path);
    else next.delete(path);
    setOpen(next);
  };
  const reveal = (row: JsonRow) => {
    const next = new Set(open);
    for (let outer = row.parent; outer; outer = outer.parent) next.add(outer.path);
    setOpen(next);
    setActive(row.path);
  };
  const showActive = useEffectEvent(() => at >= 0 && showRow(box.current, at, rowPx));
  useEffect(() => {
    if (active !== undefined) showActive();
  }, [active]);

  return (
    <div className="min-w-0">
      <JsonTreeSearch
        label={label}
        word={word}
        onWord={setWord}
        found={found}
        activePath={active}
        onReveal={reveal}
      />
      <div
        ref={box}
        role="tree"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={
          at >= sight.first && at < sight.end ? `${id}${activeRow?.path}` : undefined
        }
        onFocus={() => setActive((now) => now ?? rows[0]?.path)}
        onKeyDown={(event) => {
          const move = keyMoves[event.key];
          if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          const { to, isOpen } = move({ rows, at, open });
          if (to) setActive(to.path);
          if (isOpen !== undefined && activeRow) toggle(activeRow, isOpen);
        }}
        style={{ maxHeight }}
        className="overflow-auto font-mono text-small"
      >
        <div
          role="presentation"
          className="relative min-w-max"
          style={{ height: rows.length * rowPx }}
        >
          {rows.slice(sight.first, sight.end).map((row, index) => (
            <JsonTreeRow
              key={row.path}
              id={`${id}${row.path}`}
              row={row}
              top={(sight.first + index) * rowPx}
              isOpen={open.has(row.path)}
              isActive={row.path === active}
              word={wanted}
              onPick={() => {
                setActive(row.path);
                if (row.size) toggle(row);
              }}
            />
          ))}
        </div>
      </div>
      {rows.length === 0 && <p className="text-small text-soft">It holds nothing.</p>}
      <JsonTreeFoot whole={value} row={activeRow} />
    </div>
  );
}
