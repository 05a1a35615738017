"use client";

import { formatTypedDuration, parseDuration } from "@/lib/format/parse-duration";
import { TypedValue, type TypedValueProps } from "./typed-value";

type Props = TypedValueProps & {
  /** Empty is a value, too: that none is set. */
  isOptional?: boolean;
  minNs?: bigint;
  maxNs?: bigint;
};

/** A duration as Go writes it: 15m, 1h30m, 2d. The text is the caller's; `parseDuration` makes nanoseconds of it. */
export function DurationField({ isOptional = false, minNs, maxNs, ...rest }: Props) {
  const parsed = parseDuration(rest.value);
  const isUnset = isOptional && rest.value.trim() === "";
  const fault = parsed.ok ? outside(parsed.ns, minNs, maxNs) : parsed.why;
  return (
    <TypedValue
      {...rest}
      fault={isUnset ? undefined : fault}
      short={parsed.ok ? formatTypedDuration(parsed.ns) : undefined}
    />
  );
}

function outside(ns: bigint, minNs = 0n, maxNs = ns): string | undefined {
  if (ns < minNs) return `This is less than ${formatTypedDuration(minNs)}.`;
  return ns > maxNs ? `This is more than ${formatTypedDuration(maxNs)}.` : undefined;
}
