import type { ComponentProps } from "react";
import { controlLook, Field, type FieldProps } from "./field";

type Props = FieldProps &
  Omit<ComponentProps<"textarea">, "value" | "onChange"> & {
    value: string;
    onChange: (value: string) => void;
  };

/** Several lines of text in the mono face: addresses, subjects, certificates. */
export function TextArea({ label, hint, error, value, onChange, className, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tie) => (
        <textarea
          rows={2}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          {...rest}
          {...tie}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${controlLook} field-sizing-content min-h-8 max-h-48 resize-y py-1.5 font-mono text-small ${className ?? ""}`}
        />
      )}
    </Field>
  );
}
