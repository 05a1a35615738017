"use client";

import { useId } from "react";

type Props<T extends string> = {
  label: string;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** One of a few words, side by side in the bar over a list. */
export function BarRadio<T extends string>({ label, value, choices, onChange }: Props<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="flex rounded-md border border-edge bg-raised p-0.5"
    >
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="relative flex h-6.5 cursor-pointer items-center rounded-sm px-2.5 text-small text-soft hover:text-ink has-checked:bg-select has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:h-8.5"
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
