import { type ReactNode, useId } from "react";

/** What every field of a form has, whatever it is filled in with. */
export type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong with what stands there. */
  error?: string | undefined;
};

/** How a control is tied to its label, hint and error. */
type Tie = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

type Props = FieldProps & { children: (tie: Tie) => ReactNode };

/** A label over a control, with a hint and what is wrong under it. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const tie: Tie = {
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? true : undefined,
  };
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block break-words font-medium text-small">
        {label}
      </label>
      {children(tie)}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-small text-soft">
          {hint}
        </p>
      )}
    </div>
  );
}

/** The look of whatever is typed into or chosen from. */
export const controlLook =
  "block w-full rounded-md border border-edge bg-raised px-2.5 placeholder:text-soft aria-invalid:border-trouble";
