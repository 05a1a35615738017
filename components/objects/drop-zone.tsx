"use client";

import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import type { StoreDetail } from "@/lib/model/object-store";
import { startUploads } from "@/lib/queries/uploads";
import { type DroppedFiles, readDrop } from "./drop-files";
import { useReasonAgainstObjects } from "./may-write";

type Props = {
  connectionId: string;
  /** Undefined until it was read: then nothing is taken yet. */
  store: StoreDetail | undefined;
  /** Where what is dropped goes: a name with a slash at its end, or nothing. */
  folder: string;
  children: ReactNode;
};

/** Takes files and folders that are dropped anywhere on it. */
export function DropZone({ connectionId, store, folder, children }: Props) {
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const against = useReasonAgainstObjects(connectionId, store);
  const name = store?.row.name ?? "";
  useEffect(keepPage, []);
  const drop = async (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    setOver(false);
    setProblem(against);
    if (against !== undefined) return;
    const { files, unread } = await readDrop(event.dataTransfer);
    if (files.length > 0) {
      const named = files.map((one) => ({ ...one, name: `${folder}${one.name}` }));
      startUploads({ connectionId, bucket: name }, named);
    }
    setProblem(unreadWords({ files, unread }));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what can be dropped can be chosen by a button, too.
    <div
      className="relative min-w-0"
      onDragEnter={(event) => holdsFiles(event) && setOver(true)}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = against === undefined ? "copy" : "none";
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) {
          setOver(false);
        }
      }}
      onDrop={(event) => void drop(event)}
    >
      {problem !== undefined && (
        <div className="mb-3">
          <Problem
            words={{ title: "Not everything was taken", detail: problem }}
            action={<Button onClick={() => setProblem(undefined)}>Dismiss</Button>}
          />
        </div>
      )}
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-0 z-10 rounded-lg border-2 border-accent border-dashed bg-page/80">
          <p className="sticky top-1/2 mx-auto mt-16 flex w-fit max-w-full items-center gap-2 break-words rounded-md border border-line bg-raised px-4 py-3 font-medium shadow-lg">
            <Upload aria-hidden="true" className="size-4 shrink-0" />
            {against ?? `Drop to upload to ${name}${folder && ` / ${folder}`}`}
          </p>
        </div>
      )}
    </div>
  );
}

function holdsFiles({ dataTransfer }: Pick<DragEvent, "dataTransfer">): boolean {
  return dataTransfer.types.includes("Files");
}

/** A file that misses would be opened by the browser in the place of this page, with all that runs in it. */
function keepPage(): () => void {
  const refuse = (event: globalThis.DragEvent) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  };
  window.addEventListener("dragover", refuse);
  window.addEventListener("drop", refuse);
  return () => {
    window.removeEventListener("dragover", refuse);
    window.removeEventListener("drop", refuse);
  };
}

function unreadWords({ files, unread }: DroppedFiles): string | undefined {
  if (unread > 0) {
    const count = unread === 1 ? "One file or folder" : `${unread} files or folders`;
    return `${count} could not be read by the browser.`;
  }
  return files.length === 0 ? "No file was in what was dropped." : undefined;
}
