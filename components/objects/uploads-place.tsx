"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { areUploadsShown, watchUploadsShown } from "@/lib/queries/uploads-shown";

const Uploads = lazy(async () => ({ default: (await import("./uploads")).Uploads }));

/** Where uploads are told of, on every page; what tells is loaded with the first of them. */
export function UploadsPlace() {
  const isShown = useSyncExternalStore(watchUploadsShown, areUploadsShown, areUploadsShown);
  return (
    isShown && (
      <Suspense>
        <Uploads />
      </Suspense>
    )
  );
}
