"use client";

import { type ReactNode, useRef } from "react";
import type { Form } from "./form";
import { whyNotNow } from "./send-bar";

type Props = { label: string; form: Form; onSend: () => void; children: ReactNode };

/** A form that is sent by its button, or by Ctrl or ⌘ and Enter from any field. */
export function SendForm({ label, form, onSend, children }: Props) {
  const element = useRef<HTMLFormElement>(null);
  return (
    <form
      ref={element}
      aria-label={label}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (whyNotNow(form) === undefined) onSend();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        const isMeant = event.ctrlKey || event.metaKey;
        // Enter in a field of one line sends nothing: it was meant for the field.
        if (event.target instanceof HTMLInputElement) event.preventDefault();
        if (isMeant) element.current?.requestSubmit();
      }}
    >
      {children}
    </form>
  );
}
