"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useRef } from "react";
import { buttonLook } from "@/components/ui/button-look";

type Props = {
  label: string;
  children: ReactNode;
  /** Told when it opens: what is inside may be reckoned then. */
  onOpen?: (isOpen: boolean) => void;
};

/** A button with a panel of choices below; the browser's own popover. */
export function Drop({ label, onOpen, children }: Props) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLFieldSetElement>(null);
  const place = () => {
    const [from, box] = [opener.current?.getBoundingClientRect(), panel.current];
    if (!from || !box) return;
    box.style.left = `${Math.max(8, Math.min(from.left, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${from.bottom + 4}px`;
    box.style.maxHeight = `${Math.max(160, innerHeight - from.bottom - 12)}px`;
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        popoverTarget={id}
        className={`${buttonLook("quiet")} max-md:h-10`}
      >
        {label}
        <ChevronDown aria-hidden="true" className="size-3.5" />
      </button>
      <fieldset
        ref={panel}
        id={id}
        popover="auto"
        aria-label={label}
        onToggle={(event) => {
          const isOpen = event.newState === "open";
          onOpen?.(isOpen);
          if (isOpen) requestAnimationFrame(place);
        }}
        className="inset-auto m-0 min-w-52 overflow-y-auto rounded-md border border-line bg-raised p-2 text-ink text-small shadow-lg"
      >
        {children}
      </fieldset>
    </>
  );
}
