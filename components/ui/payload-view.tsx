"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "./skeleton";

/** A payload and how it is shown. */
export type PayloadViewProps = {
  bytes: Uint8Array;
  /** What a file of it is called. */
  name: string;
  /** A larger one is shown when somebody asks for it. */
  limitBytes?: number;
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
