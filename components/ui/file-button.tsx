"use client";

import { useRef } from "react";
import { Button } from "./button";

type Props = {
  words: string;
  /** Its name, where the words alone do not say what the file is for. */
  label?: string;
  /** Which files are offered. */
  accept?: string;
  className?: string;
  onFile: (file: File | undefined) => Promise<void>;
};

/** Has a file chosen, which is read here in the browser. */
export function FileButton({ words, label, accept, className, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        kind="quiet"
        className={className}
        aria-label={label}
        onClick={() => input.current?.click()}
      >
        {words}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          void onFile(event.target.files?.[0]);
          // The same file chosen again is read again.
          event.target.value = "";
        }}
      />
    </>
  );
}
