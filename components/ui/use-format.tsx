"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import { createFormat, type Format, type FormatSettings } from "@/lib/format/format";

const FormatContext = createContext(createFormat());

/** Numbers and times as the reader wants them: the only way a component writes either. */
export function useFormat(): Format {
  return use(FormatContext);
}

/** Gives the parts inside the reader's way of writing numbers and times. */
export function FormatProvider({
  times,
  numbers,
  zone,
  children,
}: FormatSettings & { children: ReactNode }) {
  const format = useMemo(
    () => createFormat({ times, numbers, ...(zone === undefined ? {} : { zone }) }),
    [times, numbers, zone],
  );
  return <FormatContext value={format}>{children}</FormatContext>;
}
