import { type ReactNode, useId } from "react";

/** One of the ways to choose from, with what it means. */
type RadioChoice<T extends string> = { value: T; label: string; hint?: ReactNode };

type Props<T extends string> = {
  label: string;
  value: T;
  choices: readonly RadioChoice<T>[];
  onChange: (value: T) => void;
};

/** One of a few, all in sight because their meaning has to be read. */
export function RadioGroup<T extends string>({ label, value, choices, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-small">{label}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {choices.map((choice) => {
          const id = `${name}-${choice.value}`;
          return (
            <div
              key={choice.value}
              className="flex gap-2.5 rounded-md border border-line bg-raised px-2.5 py-2 has-checked:border-accent"
            >
              <input
                id={id}
                type="radio"
                name={name}
                checked={choice.value === value}
                aria-describedby={choice.hint ? `${id}-hint` : undefined}
                onChange={() => onChange(choice.value)}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <div>
                <label htmlFor={id} className="font-medium text-small">
                  {choice.label}
                </label>
                {choice.hint && (
                  <p id={`${id}-hint`} className="text-small text-soft">
                    {choice.hint}
                  </p>
                )}
              </div>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
