"use client";

import { Check, Copy } from "lucide-react";
import { Button } from "./button";
import { useCopy } from "./use-copy";

type Props = {
  /** "Copy report": what is copied. */
  label: string;
  text: () => string;
};

/** Copies a text, and says that it did. */
export function CopyButton({ label, text }: Props) {
  const { copied, copy } = useCopy();
  return (
    <span className="inline-flex items-center gap-2">
      <Button onClick={() => copy(text())}>{label}</Button>
      <span role="status" className="text-small text-soft empty:hidden">
        {copied.words}
      </span>
    </span>
  );
}

/** The same beside the text itself: small, and as wide before as after. */
export function CopyInline({ label, text, word = "Copy" }: Props & { word?: string }) {
  const { copied, copy } = useCopy();
  const isDone = copied.state === "copied";
  return (
    <span className="inline-flex shrink-0 items-center">
      <Button kind="quiet" aria-label={label} onClick={() => copy(text())}>
        {isDone ? (
          <Check aria-hidden="true" className="size-3.5" />
        ) : (
          <Copy aria-hidden="true" className="size-3.5" />
        )}
        {word}
      </Button>
      <span
        role="status"
        className={copied.state === "refused" ? "text-attention text-small" : "sr-only"}
      >
        {copied.words}
      </span>
    </span>
  );
}
