"use client";

import { type KeyboardEvent, type ReactNode, useId } from "react";

/** One of a few ways to look at the same thing. */
export type Tab<T extends string> = { id: T; label: string; content: () => ReactNode };

type Props<T extends string> = {
  label: string;
  tabs: readonly Tab<T>[];
  chosen: T;
  onChoose: (id: T) => void;
  /** What stands at the end of the line. */
  aside?: ReactNode;
};

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Tabs; only the chosen one's content exists. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose, aside }: Props<T>) {
  const id = useId();
  const at = tabs.findIndex((tab) => tab.id === chosen);
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = steps[event.key];
    const next = step && tabs[step(at, tabs.length)];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    document.getElementById(`${id}${next.id}`)?.focus();
  };
  return (
    <div className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 border-line border-b">
        <div role="tablist" aria-label={label} className="flex gap-4" onKeyDown={walk}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              id={`${id}${tab.id}`}
              type="button"
              role="tab"
              aria-selected={tab.id === chosen}
              aria-controls={tab.id === chosen ? `${id}panel` : undefined}
              tabIndex={tab.id === chosen ? 0 : -1}
              onClick={() => onChoose(tab.id)}
              className="-mb-px border-transparent border-b-2 py-1.5 font-medium text-small text-soft hover:text-ink aria-selected:border-accent aria-selected:text-ink"
            >
              {tab.label}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div id={`${id}panel`} role="tabpanel" aria-labelledby={`${id}${chosen}`}>
        {tabs[at]?.content()}
      </div>
    </div>
  );
}
