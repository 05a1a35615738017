"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";

const shownMs = 2_000;

/** Copies a text, and says that it did. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), shownMs);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    navigator.clipboard.writeText(text()).then(
      () => setSaid("Copied"),
      () => setSaid("The browser did not let it be copied"),
    );
  return (
    <span className="inline-flex items-center gap-2">
      <Button onClick={() => void copy()}>{label}</Button>
      <span role="status" className="text-small text-soft empty:hidden">
        {said}
      </span>
    </span>
  );
}
