import type { KeysFrame } from "@/lib/model/kv-keys";
import { isWithin } from "./use-standing";

type Props = {
  frame: KeysFrame;
  first: number;
  end: number;
  rowPx: number;
  topOf: (index: number) => number;
};

/** Rows in sight that the worker has not told yet. */
export function KeysUnread({ frame, first, end, rowPx, topOf }: Props) {
  const places = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  return places
    .filter((index) => index < frame.rowCount && !isWithin(frame, index))
    .map((index) => (
      // biome-ignore lint/a11y/noAriaHiddenOnFocusable: without a tabindex nothing of it takes the focus.
      <tr
        key={index}
        aria-hidden="true"
        className="absolute inset-x-0 top-0 flex items-center border-line border-b px-12"
        style={{ transform: `translateY(${topOf(index)}px)`, height: rowPx }}
      >
        <td className="h-2.5 w-48 rounded bg-line" />
      </tr>
    ));
}
