"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * The ref of a control that shows a value which never stands in the page's markup: React would write a controlled one
 * there as well, where everything that reads the page finds it. The control has `defaultValue=""`.
 */
export function useUnwrittenValue<T extends HTMLInputElement | HTMLTextAreaElement>(
  value: string,
): RefObject<T | null> {
  const control = useRef<T>(null);
  useLayoutEffect(() => {
    if (control.current && control.current.value !== value) control.current.value = value;
  }, [value]);
  return control;
}
