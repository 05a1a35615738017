import type { ComponentProps } from "react";
import { controlLook, Field, type FieldProps } from "./field";

type Props = FieldProps &
  Omit<ComponentProps<"input">, "value" | "onChange"> & {
    value: string;
    onChange: (value: string) => void;
  };

/** One line of text; nothing that a browser would fill in or correct. */
export function TextField({ label, hint, error, value, onChange, className, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tie) => (
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          {...rest}
          {...tie}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${controlLook} h-8 ${className ?? ""}`}
        />
      )}
    </Field>
  );
}
