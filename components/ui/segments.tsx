"use client";

import { type ReactNode, useId } from "react";

type Props<T extends string> = {
  label: string;
  hint?: ReactNode;
  /** What is wrong with what is chosen. */
  error?: string | undefined;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** One of a few words, side by side, because their meaning is plain. */
export function Segments<T extends string>(props: Props<T>) {
  const { label, hint, error, value, choices, onChange } = props;
  const name = useId();
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return (
    <fieldset className="min-w-0" aria-describedby={described || undefined}>
      <legend className="mb-1 font-medium text-small">{label}</legend>
      <div
        className={`inline-flex max-w-full flex-wrap rounded-md border bg-raised p-0.5 ${error ? "border-trouble" : "border-edge"}`}
      >
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="relative flex h-7 cursor-pointer items-center rounded-sm px-3 text-small text-soft outline-offset-2 hover:text-ink has-disabled:cursor-not-allowed has-disabled:opacity-60 has-checked:bg-select has-checked:font-medium has-checked:inset-ring has-checked:inset-ring-accent has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:h-9"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="absolute inset-0 cursor-pointer opacity-0 disabled:cursor-not-allowed"
            />
            {choice.label}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} className="mt-1 text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {error}
        </p>
      )}
      {hint && (
        <p id={`${name}-hint`} className="mt-1 text-small text-soft">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
