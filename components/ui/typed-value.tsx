"use client";

import { type ReactNode, useState } from "react";
import type { FieldProps } from "./field";
import { TextField } from "./text-field";

/** What every field has whose text stands for a value. */
export type TypedValueProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  placeholder?: string;
};

type Props = TypedValueProps & {
  /** What is wrong with the text, if anything is. */
  fault: string | undefined;
  /** How the value is written here; undefined while the text is none. */
  short: string | undefined;
  /** What the text means, for those who want to be sure. */
  meaning?: string | undefined;
};

/** A text that stands for a value: when it is left, it is put in short, or told what is wrong with it. */
export function TypedValue({ fault, short, meaning, hint, error, onBlur, ...rest }: Props) {
  const [isLeft, setLeft] = useState(false);
  const leave = () => {
    setLeft(true);
    if (short !== undefined && short !== rest.value) rest.onChange(short);
    onBlur?.();
  };
  return (
    <TextField
      {...rest}
      hint={join(hint, meaning)}
      error={error ?? (isLeft ? fault : undefined)}
      onBlur={leave}
    />
  );
}

function join(hint: ReactNode, meaning: string | undefined): ReactNode {
  if (meaning === undefined) return hint;
  return (
    <>
      {hint} <span className="whitespace-nowrap tabular-nums">{meaning}</span>
    </>
  );
}
