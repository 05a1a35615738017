"use client";

import { useFormat } from "@/components/ui/use-format";
import type { Format } from "@/lib/format/format";
import { showControls } from "@/lib/format/payload";
import type { ObjectInfo } from "@/lib/model/objects";
import type { AskingUpload } from "@/lib/model/uploads";

/** More are counted: nobody compares them all. */
const mostRows = 200;

/** What is there and what would take its place, side by side: sizes and times. */
export function ReplaceRows({ uploads }: { uploads: readonly AskingUpload[] }) {
  const format = useFormat();
  const more = uploads.length - mostRows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys, too.
    <div tabIndex={0} className="max-h-72 overflow-auto border-line border-y">
      <table className="w-full text-left text-small">
        <thead className="text-soft">
          <tr>
            {uploads.length > 1 && <th className="py-1 pr-4 font-medium">Name</th>}
            <th className="py-1 pr-4 font-medium">There now</th>
            <th className="py-1 font-medium">Your file</th>
          </tr>
        </thead>
        <tbody>
          {uploads.slice(0, mostRows).map(({ id, name, file, state: { there } }) => (
            <tr key={id} className="border-line border-t align-top">
              {uploads.length > 1 && (
                <td className="py-1 pr-4 font-mono [overflow-wrap:anywhere]">
                  {showControls(name)}
                </td>
              )}
              <td className="py-1 pr-4 tabular-nums">
                {linkWords(there) ?? format.bytesText(there.sizeBytes)}
                <span className="block text-soft">
                  {timeWords(Number(there.timeNs / 1_000_000n), format)}
                </span>
              </td>
              <td className="py-1 tabular-nums">
                {format.bytesText(file.size)}
                <span className="block text-soft">{timeWords(file.lastModified, format)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="py-1 text-small text-soft">and {format.exact(more)} more</p>}
    </div>
  );
}

/** To the second: it is about which of them is the newer. */
function timeWords(atMs: number, format: Format): string {
  return `${format.day(atMs)} ${format.clock(atMs)}`;
}

function linkWords({ link }: ObjectInfo): string | undefined {
  if (!link) return undefined;
  const to = link.name === undefined ? link.bucket : `${link.bucket}/${showControls(link.name)}`;
  return `A link to ${to}, which stays`;
}
