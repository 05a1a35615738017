"use client";

import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { buttonLook } from "./button-look";

/** One thing that a menu does. */
export type MenuItem = { label: string; hint?: string; onChoose: () => void };

type Props = {
  /** What the button is called, where its word alone says too little. */
  label: string;
  word: ReactNode;
  items: readonly MenuItem[];
};

/** A quiet button with a few things to choose from; the browser's own popover, so it weighs nothing. */
export function Menu({ label, word, items }: Props) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const place = () => {
    const [button, menu] = [opener.current, list.current];
    if (!button || !menu) return;
    const from = button.getBoundingClientRect();
    const room = { width: innerWidth - menu.offsetWidth - 8, height: innerHeight - 8 };
    const isBelow = from.bottom + 4 + menu.offsetHeight <= room.height;
    menu.style.left = `${Math.max(8, Math.min(from.left, room.width))}px`;
    menu.style.top = `${isBelow ? from.bottom + 4 : Math.max(8, from.top - 4 - menu.offsetHeight)}px`;
    itemsOf(menu)[0]?.focus();
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-label={label}
        className={buttonLook("quiet")}
      >
        {word}
        <ChevronDown aria-hidden="true" className="size-3.5" />
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        onToggle={(event) => event.newState === "open" && place()}
        onKeyDown={walk}
        className="inset-auto m-0 min-w-40 rounded-md border border-line bg-raised p-1 text-ink shadow-lg"
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              list.current?.hidePopover();
              item.onChoose();
            }}
            className="flex w-full items-baseline justify-between gap-6 rounded px-2 py-1.5 text-left text-small hover:bg-hover focus:bg-hover focus:outline-none"
          >
            {item.label}
            {item.hint && <span className="text-soft text-tiny">{item.hint}</span>}
          </button>
        ))}
      </div>
    </>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
}

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const menu = event.currentTarget;
  if (event.key === "Tab" || event.key === "Escape") {
    // Closed by hand, so that what listens further out does not take the same key for its own.
    event.preventDefault();
    event.stopPropagation();
    menu.hidePopover();
    return;
  }
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const items = itemsOf(menu);
  const at = items.findIndex((item) => item.matches(":focus"));
  items[step(at, items.length)]?.focus();
}
