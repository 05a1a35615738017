"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import type { KeysFrame } from "@/lib/model/kv-keys";
import type { KeysLook } from "./use-keys-view";

type Props = { frame: KeysFrame; look: KeysLook };

/** Why no key is listed, and what to do about it. */
export function KeysNothing({ frame, look }: Props) {
  const format = useFormat();
  const { listing } = frame;
  const { view } = look;
  if (listing.state === "reading") return <Words>No key so far: the list is being read.</Words>;
  if (view.pattern !== undefined || view.text !== "") {
    const said = [view.pattern, view.text && `“${view.text}”`].filter(Boolean).join(" and ");
    return (
      <Words>
        No key matches {said}.
        <Button
          kind="quiet"
          onClick={() => {
            look.change({ text: "" });
            look.setPattern("");
          }}
        >
          Clear filter
        </Button>
      </Words>
    );
  }
  if (listing.state === "asks" || listing.state === "stopped") {
    return <Words>Nothing is listed yet. Give a pattern, or list all keys.</Words>;
  }
  if (listing.deleted > 0) {
    return (
      <Words>
        No key has a value: {format.exact(listing.deleted)} {listing.deleted === 1 ? "was" : "were"}{" "}
        deleted.
        <Button kind="quiet" onClick={() => look.change({ showsDeleted: true })}>
          Show deleted keys
        </Button>
      </Words>
    );
  }
  return <Words>No key yet. New key puts the first; what others put shows at once.</Words>;
}

function Words({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-t px-3 py-8">
      {children}
    </div>
  );
}
