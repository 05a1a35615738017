"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { showControls } from "@/lib/format/payload";
import type { ObjectsTold } from "@/lib/queries/objects-list";
import type { ObjectsLook } from "./use-objects-view";

type Props = { told: ObjectsTold; look: ObjectsLook; isReadOnly: boolean };

/** Why no object is listed, and what to do about it. */
export function ObjectsNothing({ told: { objects, unread }, look, isReadOnly }: Props) {
  if (objects.size > 0) {
    return (
      <Words>
        Nothing is in {showControls(look.folder)} now.
        <Button kind="quiet" onClick={() => look.enter("")}>
          To the top
        </Button>
      </Words>
    );
  }
  if (unread > 0) return <Words>Nothing in this store says what it is.</Words>;
  if (isReadOnly) return <Words>This store holds no object.</Words>;
  return (
    <Words>No object yet. Upload files, or drop them here; what others store shows at once.</Words>
  );
}

function Words({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-t px-3 py-8">
      {children}
    </div>
  );
}
