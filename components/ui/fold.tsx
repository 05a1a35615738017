"use client";

import { type ReactNode, useEffect, useRef } from "react";

type Props = {
  title: string;
  /** What is inside, in a few words, for those who leave it folded. */
  holds: string;
  /** Opens it, for something inside that must be seen; it is closed by hand only. */
  isOpen?: boolean;
  children: ReactNode;
};

/** A part of a form that is rarely needed; folded, it still says what it holds. */
export function Fold({ title, holds, isOpen = false, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isOpen && details.current) details.current.open = true;
  }, [isOpen]);
  return (
    <details ref={details} className="group border-line border-t">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 py-2 [&::-webkit-details-marker]:hidden">
        <span
          aria-hidden="true"
          className="w-3 text-soft text-tiny group-open:rotate-90 motion-safe:transition-transform"
        >
          ▶
        </span>
        <span className="shrink-0 font-semibold">{title}</span>
        <span className="min-w-0 truncate text-small text-soft">{holds}</span>
      </summary>
      <div className="grid grid-cols-1 gap-4 pt-1 pb-5 sm:pl-5">{children}</div>
    </details>
  );
}
