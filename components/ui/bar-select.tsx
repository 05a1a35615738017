import { useId } from "react";

type Props<T extends string> = {
  label: string;
  /** Else it is only heard. */
  isLabelShown?: boolean;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** One of a few, in a bar over what is chosen from. */
export function BarSelect<T extends string>(props: Props<T>) {
  const { label, isLabelShown = false, value, choices, onChange } = props;
  const id = useId();
  return (
    <span className="relative flex items-center gap-2 text-small">
      <label htmlFor={id} className={isLabelShown ? "" : "sr-only"}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice.value === target.value);
          if (chosen) onChange(chosen.value);
        }}
        className="h-8 rounded-md border border-edge bg-raised px-2 text-small max-md:h-10"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}
