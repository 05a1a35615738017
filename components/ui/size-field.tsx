"use client";

import { formatTypedSize, parseSize } from "@/lib/format/parse-size";
import { TypedValue, type TypedValueProps } from "./typed-value";
import { useFormat } from "./use-format";

type Props = TypedValueProps & {
  /** Empty is a value, too: that none is set. */
  isOptional?: boolean;
  minBytes?: bigint;
  maxBytes?: bigint;
};

/** A size: 64 KiB, 1.5 GiB, 512. The text is the caller's; `parseSize` makes bytes of it. */
export function SizeField({ isOptional = false, minBytes, maxBytes, ...rest }: Props) {
  const { exact } = useFormat();
  const parsed = parseSize(rest.value);
  const isUnset = isOptional && rest.value.trim() === "";
  const fault = parsed.ok ? outside(parsed.bytes, minBytes, maxBytes) : parsed.why;
  return (
    <TypedValue
      {...rest}
      fault={isUnset ? undefined : fault}
      short={parsed.ok ? formatTypedSize(parsed.bytes) : undefined}
      meaning={parsed.ok && parsed.bytes >= 1_024n ? `${exact(parsed.bytes)} bytes` : undefined}
    />
  );
}

function outside(bytes: bigint, minBytes = 0n, maxBytes = bytes): string | undefined {
  if (bytes < minBytes) return `This is less than ${formatTypedSize(minBytes)}.`;
  return bytes > maxBytes ? `This is more than ${formatTypedSize(maxBytes)}.` : undefined;
}
