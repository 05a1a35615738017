"use client";

import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

type Props = {
  title: string;
  onClose: () => void;
  /** For what needs columns. */
  isWide?: boolean;
  children: ReactNode;
};

/** A question in front of the page; Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, isWide = false, children }: Props) {
  const titleId = useId();
  const element = useRef<HTMLDialogElement>(null);
  // Closed before it leaves the document: the browser gives the focus back only then.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // Else it goes to what comes first, which may be only something that scrolls.
    dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={`m-auto rounded-lg border border-line bg-raised p-5 text-ink shadow-xl backdrop:bg-black/40 ${isWide ? "w-[min(52rem,calc(100vw-2rem))]" : "w-[min(30rem,calc(100vw-2rem))]"}`}
    >
      <h2 id={titleId} className="break-words font-semibold text-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
