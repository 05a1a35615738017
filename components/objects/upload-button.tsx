"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import type { StoreDetail } from "@/lib/model/object-store";
import { startUploads } from "@/lib/queries/uploads";
import { useReasonAgainstObjects } from "./may-write";

type Props = {
  connectionId: string;
  store: StoreDetail;
  /** Where they go: a name with a slash at its end, or nothing. */
  folder: string;
};

/** Has files chosen, or all of a folder, and begins to upload them. */
export function UploadButton({ connectionId, store, folder }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const against = useReasonAgainstObjects(connectionId, store);
  const choose = (isFolder: boolean) => {
    if (!input.current) return;
    input.current.webkitdirectory = isFolder;
    input.current.click();
  };
  return (
    <>
      <Button kind="primary" reason={against} onClick={() => choose(false)}>
        Upload
      </Button>
      <Button reason={against} onClick={() => choose(true)}>
        Upload folder
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          const files = [...(target.files ?? [])].map((file) => ({
            file,
            name: `${folder}${file.webkitRelativePath || file.name}`,
          }));
          if (files.length > 0) startUploads({ connectionId, bucket: store.row.name }, files);
          // The same files chosen again are uploaded again.
          target.value = "";
        }}
      />
    </>
  );
}
