"use client";

import { adviseName, checkName, type Named } from "@/lib/format/name";
import type { FieldProps } from "./field";
import { TextField } from "./text-field";

type Props = FieldProps & {
  named: Named;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
};

/** The name of something new: what can't be in it is said while it is typed. */
export function NameField({ named, hint, error, ...rest }: Props) {
  const fault = rest.value === "" ? undefined : checkName(rest.value, named);
  const advice = fault === undefined ? adviseName(rest.value) : undefined;
  return <TextField {...rest} className="font-mono" hint={advice ?? hint} error={error ?? fault} />;
}
