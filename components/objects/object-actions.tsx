"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { showControls } from "@/lib/format/payload";
import type { StoreDetail } from "@/lib/model/object-store";
import type { ObjectInfo } from "@/lib/model/objects";
import { useReasonAgainstObjects } from "./may-write";

const EditObjectDialog = lazy(async () => ({
  default: (await import("./edit-object-dialog")).EditObjectDialog,
}));
const RenameDialog = lazy(async () => ({
  default: (await import("./rename-dialog")).RenameDialog,
}));
const LinkDialog = lazy(async () => ({ default: (await import("./link-dialog")).LinkDialog }));
const DeleteObjectDialog = lazy(async () => ({
  default: (await import("./delete-object-dialog")).DeleteObjectDialog,
}));

type Props = {
  connectionId: string;
  store: StoreDetail;
  info: ObjectInfo;
  /** Names of the objects of this store that are links to it, as far as they are known. */
  links: readonly string[];
  onGone: () => void;
  onRenamed: (name: string) => void;
};

type Asked = "edit" | "rename" | "link" | "delete";

/** What can be done with an object beside reading it. */
export function ObjectActions({ connectionId, store, info, links, onGone, onRenamed }: Props) {
  const [asked, setAsked] = useState<Asked>();
  const against = useReasonAgainstObjects(connectionId, store);
  const close = () => setAsked(undefined);
  const what = { connectionId, store, info, onClose: close };
  if (against !== undefined) {
    return (
      <Button kind="quiet" reason={against}>
        More
      </Button>
    );
  }
  return (
    <>
      <Menu
        label={`Change object ${showControls(info.name)}`}
        word="More"
        items={[
          { label: "Edit", onChoose: () => setAsked("edit") },
          { label: "Rename", onChoose: () => setAsked("rename") },
          // A link to a link leads nowhere.
          ...(info.link ? [] : [{ label: "Add link", onChoose: () => setAsked("link") }]),
          { label: "Delete object", onChoose: () => setAsked("delete") },
        ]}
      />
      <Suspense>
        {asked === "edit" && <EditObjectDialog {...what} />}
        {asked === "rename" && (
          <RenameDialog
            {...{ ...what, links }}
            onRenamed={(name) => {
              close();
              onRenamed(name);
            }}
          />
        )}
        {asked === "link" && (
          <LinkDialog
            {...{ connectionId, store }}
            first={{ name: "", bucket: info.bucket, object: info.name }}
            onClose={close}
            onLinked={close}
          />
        )}
        {asked === "delete" && (
          <DeleteObjectDialog
            {...{ ...what, links }}
            onGone={() => {
              close();
              onGone();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
