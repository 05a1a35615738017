"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "./skeleton";

/** What a tree shows and how. */
export type JsonTreeProps = {
  /** JSON, or what came of it: bigint are whole numbers of any size. */
  value: unknown;
  /** "Configuration": what it is, for those who hear it. */
  label: string;
  /** How many levels are open at first, as far as they fit a page. */
  openLevels?: number;
  /** How high it may become before it scrolls by itself. */
  maxHeight?: string;
};

const JsonTreeView = lazy(() =>
  import("./json-tree-view").then((file) => ({ default: file.JsonTreeView })),
);

/** A value as a tree, with search and copies by path. It comes late, for it weighs something. */
export function JsonTree(props: JsonTreeProps) {
  return (
    <Suspense fallback={<Skeleton className="h-48 w-full" />}>
      <JsonTreeView {...props} />
    </Suspense>
  );
}
