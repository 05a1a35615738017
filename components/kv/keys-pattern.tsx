"use client";

import { useEffect, useId, useState } from "react";
import { checkSubject } from "@/lib/format/subject";

type Props = {
  pattern: string;
  fault: string | undefined;
  onPattern: (pattern: string) => void;
};

/** A pause in what is typed: then it is asked for. */
const pauseMs = 500;

/** Which keys the server is asked for, by a pattern as of subjects. */
export function KeysPattern({ pattern, fault, onPattern }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(pattern);
  const [known, setKnown] = useState(pattern);
  // Another address, not what was typed here.
  if (known !== pattern) {
    setKnown(pattern);
    if (!typed.startsWith(pattern) || pattern === "") setTyped(pattern);
  }
  const isUsable = typed === "" || isPattern(typed);
  useEffect(() => {
    if (typed === pattern || !isUsable) return;
    const timer = setTimeout(() => onPattern(typed), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, pattern, isUsable, onPattern]);
  const take = () => {
    // A prefix means all below it.
    const meant = typed.endsWith(".") ? `${typed}>` : typed.trim();
    setTyped(meant);
    if (meant !== pattern) onPattern(meant);
  };
  return (
    <span className="flex items-center gap-2 max-md:w-full max-md:flex-wrap">
      <input
        type="text"
        aria-label="Pattern"
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : id}
        title="As over subjects: * stands for one token, > for all that follow. The server matches it."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="Pattern, user.*.name"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key !== "Escape" || typed === "") return;
          event.preventDefault();
          event.stopPropagation();
          setTyped("");
          onPattern("");
        }}
        className="h-8 w-48 rounded-md border border-edge bg-raised px-2.5 font-mono text-small placeholder:font-sans placeholder:text-soft aria-invalid:border-trouble max-md:h-10 max-md:w-full"
      />
      {fault !== undefined && (
        <span id={id} className="text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {fault}
        </span>
      )}
    </span>
  );
}

function isPattern(text: string): boolean {
  return checkSubject(text, { wildcards: true, reserved: true }) === undefined;
}
