"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { Skeleton } from "./skeleton";

/** A payload and how it is shown. */
export type PayloadViewProps = {
  bytes: Uint8Array;
  /** What a file of it is called. */
  name: string;
  /** A larger one is shown when somebody asks for it. */
  limitBytes?: number;
  /** Which view is open at first, where there is such a one. */
  startsAs?: "json" | "text" | "hex" | undefined;
  /** What these bytes were made of: its size, and what it was read as. */
  source?: { sizeBytes: number; words: string } | undefined;
  /** There is a better way to keep it than out of this view. */
  isKeptElsewhere?: boolean;
  /** What stands beside the tabs. */
  aside?: ReactNode;
};

const PayloadParts = lazy(() =>
  import("./payload-parts").then((file) => ({ default: file.PayloadParts })),
);

/** A payload as JSON, text, hex or picture. Nothing in it is run, followed or loaded (T05). */
export function PayloadView(props: PayloadViewProps) {
  return (
    <Suspense fallback={<Skeleton className="h-40 w-full" />}>
      <PayloadParts {...props} />
    </Suspense>
  );
}
