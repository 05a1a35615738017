"use client";

import Link from "next/link";
import { useShortcut } from "@/components/shell/shortcuts";
import { BarRadio } from "@/components/ui/bar-radio";
import { showControls } from "@/lib/format/payload";
import { folderAddress } from "@/lib/url/objects";
import type { ObjectsLook } from "./use-objects-view";

type Props = { connectionId: string; bucket: string; look: ObjectsLook };

const shapes = [
  { value: "folders", label: "Folders" },
  { value: "flat", label: "Flat" },
] as const;

/** How the objects are shown, and which folder is looked into. */
export function ObjectsBar({ connectionId, bucket, look }: Props) {
  const { shape, setShape } = look;
  return (
    <div className="mb-2 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
      <BarRadio label="Objects as" value={shape} choices={shapes} onChange={setShape} />
      {shape === "folders" && <Folder {...{ connectionId, bucket, look }} />}
      {shape === "folders" && look.isSearching && (
        <span className="text-small text-soft">What passes the filter, of all folders</span>
      )}
    </div>
  );
}

function Folder({ connectionId, bucket, look }: Props) {
  const { folder, enter } = look;
  const parts = partsOf(folder);
  useShortcut("u", "Up a folder", () => folder !== "" && enter(parts.at(-2)?.path ?? ""));
  return (
    <nav aria-label="Folder" className="min-w-0">
      <ol className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
        {[{ label: bucket, path: "" }, ...parts].map(({ label, path }) => (
          <li key={path} className="flex min-w-0 items-baseline gap-x-1.5">
            {path === folder ? (
              <span aria-current="location" className="min-w-0 break-all font-medium">
                {showControls(label)}
              </span>
            ) : (
              <Link
                href={folderAddress(connectionId, bucket, path)}
                prefetch={false}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  enter(path);
                }}
                className="min-w-0 break-all text-accent underline-offset-4 hover:underline"
              >
                {showControls(label)}
              </Link>
            )}
            <span aria-hidden="true" className="text-soft">
              /
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The folders on the way to one; between two slashes there may be nothing. */
function partsOf(folder: string): { label: string; path: string }[] {
  const parts: { label: string; path: string }[] = [];
  for (let from = 0; from < folder.length; ) {
    const end = folder.indexOf("/", from) + 1;
    parts.push({ label: folder.slice(from, end - 1), path: folder.slice(0, end) });
    from = end;
  }
  return parts;
}
