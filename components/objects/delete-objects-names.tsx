"use client";

import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { showControls } from "@/lib/format/payload";
import type { ObjectInfo } from "@/lib/model/objects";
import type { ObjectLeft } from "@/lib/queries/objects-delete";

type Props = {
  objects: readonly { info: ObjectInfo; why: ObjectLeft["why"] | undefined }[];
};

/** More are counted: nobody reads them all before they go. */
const mostNamed = 200;

/** Objects by name and size, and why each of them stayed. */
export function DeleteObjectsNames({ objects }: Props) {
  const format = useFormat();
  const more = objects.length - mostNamed;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys, too.
    <ul tabIndex={0} aria-label="Objects" className="max-h-64 overflow-y-auto border-line border-y">
      {objects.slice(0, mostNamed).map(({ info, why }) => (
        <li key={info.name} className="flex flex-wrap gap-x-4 py-1 text-small">
          <span className="min-w-0 flex-1 break-words font-mono [overflow-wrap:anywhere]">
            {showControls(info.name)}
          </span>
          <span className="text-soft tabular-nums">
            {info.link ? "link" : format.bytesText(info.sizeBytes)}
          </span>
          {why && <span className="basis-full text-attention">{whyWords(why)}</span>}
        </li>
      ))}
      {more > 0 && <li className="py-1 text-small text-soft">and {format.exact(more)} more</li>}
    </ul>
  );
}

function whyWords(why: ObjectLeft["why"]): string {
  switch (why.is) {
    case "changed":
      return why.info ? "It has changed meanwhile." : "It is gone already.";
    case "unknown":
      return "No answer came, and what is there now does not tell: it may be deleted.";
    case "chunks-left":
      return `It is deleted, but its chunks are still there: ${describeError(why.error).detail} “Clean up” of the store finds them.`;
    case "failed": {
      const { title, detail } = describeError(why.error);
      return `${title}. ${detail}`;
    }
  }
}
