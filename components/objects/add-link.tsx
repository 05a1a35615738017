"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { StoreDetail } from "@/lib/model/object-store";
import { useReasonAgainstObjects } from "./may-write";

const LinkDialog = lazy(async () => ({ default: (await import("./link-dialog")).LinkDialog }));

type Props = {
  connectionId: string;
  store: StoreDetail;
  /** What its name begins with: a folder with a slash at its end, or nothing. */
  folder: string;
  onLinked: (name: string) => void;
};

/** The way to a new link. */
export function AddLinkButton({ connectionId, store, folder, onLinked }: Props) {
  const [isOpen, setOpen] = useState(false);
  const against = useReasonAgainstObjects(connectionId, store);
  return (
    <>
      <Button reason={against} onClick={() => setOpen(true)}>
        Add link
      </Button>
      <Suspense>
        {isOpen && (
          <LinkDialog
            {...{ connectionId, store }}
            first={{ name: folder, bucket: "", object: "" }}
            onClose={() => setOpen(false)}
            onLinked={(name) => {
              setOpen(false);
              onLinked(name);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
