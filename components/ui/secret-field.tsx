"use client";

import { useId, useLayoutEffect, useRef, useState } from "react";
import { Button } from "./button";
import { controlLook, Field, type FieldProps } from "./field";
import { FileField, type FileRules } from "./file-field";
import { useUnwrittenValue } from "./unwritten-value";

type Props = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  /** What the server holds already; it never comes here, so it can only be replaced or removed. */
  stored?: StoredActions | undefined;
  /** For secrets of several lines, which come in files. */
  file?: FileRules | undefined;
};

/** What can be done with a secret that the server has. */
type StoredActions = { onReplace: () => void; onRemove?: (() => void) | undefined };

/** A secret on its way to the server, or the word that the server has one. */
export function SecretField({ stored, file, ...field }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [isOpened, setOpened] = useState(false);
  // The button that was pressed has gone: the field that came in its place has the focus.
  useLayoutEffect(() => {
    if (isOpened) place.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [isOpened]);
  const opening = (act: () => void) => () => {
    act();
    setOpened(true);
  };
  return (
    <div ref={place}>
      {stored ? (
        <StoredSecret
          label={field.label}
          error={field.error}
          onReplace={opening(stored.onReplace)}
          onRemove={stored.onRemove && opening(stored.onRemove)}
        />
      ) : (
        <TypedSecret {...field} file={file} />
      )}
    </div>
  );
}

type TypedProps = Omit<Props, "stored">;

function TypedSecret({ file, ...field }: TypedProps) {
  return file ? <FileField {...field} file={file} isSecret /> : <PasswordField {...field} />;
}

type PasswordProps = FieldProps & { value: string; onChange: (value: string) => void };

function PasswordField({ label, hint, error, value, onChange }: PasswordProps) {
  const control = useUnwrittenValue<HTMLInputElement>(value);
  return (
    <Field label={label} hint={hint} error={error}>
      {(tie) => (
        <input
          {...tie}
          ref={control}
          type="password"
          autoComplete="new-password"
          defaultValue=""
          onChange={(event) => onChange(event.target.value)}
          className={`${controlLook} h-8`}
        />
      )}
    </Field>
  );
}

type StoredProps = Pick<FieldProps, "label" | "error"> & StoredActions;

function StoredSecret({ label, error, onReplace, onRemove }: StoredProps) {
  const errorId = useId();
  return (
    <fieldset data-invalid={error ? "" : undefined} aria-describedby={error ? errorId : undefined}>
      <legend className="mb-1 font-medium text-small">{label}</legend>
      <div className="flex min-h-8 flex-wrap items-center gap-1">
        <span className="mr-1 text-small">
          <span aria-hidden="true" className="text-ok">
            ●{" "}
          </span>
          stored
        </span>
        <Button kind="quiet" aria-label={`Replace ${label}`} onClick={onReplace}>
          Replace
        </Button>
        {onRemove && (
          <Button kind="quiet" aria-label={`Remove ${label}`} onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
      {error && (
        <p id={errorId} className="text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {error}
        </p>
      )}
    </fieldset>
  );
}
