import { controlLook, Field, type FieldProps } from "./field";

type Props<T extends string> = FieldProps & {
  value: T;
  choices: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** One of a few, in the browser's own list. */
export function SelectField<T extends string>(props: Props<T>) {
  const { label, hint, error, value, choices, onChange } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(tie) => (
        <select
          {...tie}
          value={value}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          className={`${controlLook} h-8`}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
