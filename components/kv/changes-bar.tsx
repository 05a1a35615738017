"use client";

import { useId, useState } from "react";
import { BarSelect } from "@/components/ui/bar-select";
import { checkSubject } from "@/lib/format/subject";
import { feedKeeps, type feedStarts } from "@/lib/url/kv-changes";

type Since = (typeof feedStarts)[number];
type Keep = (typeof feedKeeps)[number];

type Props = {
  pattern: string;
  since: Since;
  keep: Keep;
  onChange: (changes: { watch: string | null } | { since: Since } | { keep: Keep }) => void;
};

const starts: { value: Since; label: string }[] = [
  { value: "now", label: "From now on" },
  { value: "last", label: "The newest of each key first" },
  { value: "history", label: "Every revision kept first" },
];
const keeps = feedKeeps.map((value) => ({ value, label: Number(value).toLocaleString("en") }));

/** Which changes are listed, and how many are kept. */
export function ChangesBar({ pattern, since, keep, onChange }: Props) {
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
      <PatternField
        // Another pattern from the address is another text.
        key={pattern}
        pattern={pattern}
        onPattern={(watch) => onChange({ watch: watch || null })}
      />
      <BarSelect
        label="Begin with"
        value={since}
        choices={starts}
        onChange={(next) => onChange({ since: next })}
      />
      <span className="md:ml-auto">
        <BarSelect
          label="Keep last"
          isLabelShown={true}
          value={keep}
          choices={keeps}
          onChange={(next) => onChange({ keep: next })}
        />
      </span>
    </div>
  );
}

type PatternProps = { pattern: string; onPattern: (pattern: string) => void };

function PatternField({ pattern, onPattern }: PatternProps) {
  const id = useId();
  const [typed, setTyped] = useState(pattern);
  const [isLeft, setLeft] = useState(true);
  const fault = typed === "" ? undefined : checkSubject(typed, { wildcards: true, reserved: true });
  const take = () => {
    setLeft(true);
    if (fault === undefined && typed !== pattern) onPattern(typed);
  };
  return (
    <span className="flex items-center gap-2 max-md:w-full max-md:flex-wrap">
      <input
        type="text"
        aria-label="Key or pattern"
        aria-invalid={isLeft && fault !== undefined}
        aria-describedby={fault === undefined ? undefined : id}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="All keys, or user.*.name"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value.trim());
          setLeft(false);
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
        }}
        className="h-8 w-64 rounded-md border border-edge bg-raised px-2.5 font-mono text-small placeholder:font-sans placeholder:text-soft aria-invalid:border-trouble max-md:h-10 max-md:w-full"
      />
      {isLeft && fault !== undefined && (
        <span id={id} className="text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {fault}
        </span>
      )}
    </span>
  );
}
