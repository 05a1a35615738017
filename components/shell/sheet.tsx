"use client";

import { type ReactNode, useLayoutEffect, useRef } from "react";

type Props = {
  label: string;
  /** Under what it was opened by; without, in the upper middle. */
  below?: HTMLElement | undefined;
  onClose: () => void;
  children: ReactNode;
};

const gap = 6;
const edge = 8;

/** Something to choose from, in front of the page; Escape or a click beside it closes it, and the focus goes back. */
export function Sheet({ label, below, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  // Closed before it leaves the document: the browser gives the focus back only then.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    if (dialog && below) place(dialog, below);
    return () => dialog?.close();
  }, [below]);
  return (
    <dialog
      ref={element}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        // Whatever stands behind it stays open: Escape closes one thing at a time.
        event.preventDefault();
        onClose();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
      className={`max-h-none overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-xl ${below ? "m-0 w-[min(22rem,calc(100vw-1rem))] backdrop:bg-transparent" : "mx-auto mt-[12dvh] mb-0 w-[min(38rem,calc(100vw-1rem))] backdrop:bg-black/25 max-sm:mt-2"}`}
    >
      {children}
    </dialog>
  );
}

function place(dialog: HTMLDialogElement, below: HTMLElement): void {
  const { left, bottom } = below.getBoundingClientRect();
  const most = document.documentElement.clientWidth - dialog.offsetWidth - edge;
  dialog.style.left = `${Math.max(edge, Math.min(left, most))}px`;
  dialog.style.top = `${bottom + gap}px`;
}
