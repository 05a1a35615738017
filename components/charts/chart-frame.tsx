import type { ReactNode } from "react";
import { useFormat } from "@/components/ui/use-format";

/** What stands around a chart, whatever it shows. */
export type FrameWords = {
  name: string;
  /** What the chart says, in words, where it can be said. */
  answer?: string | undefined;
  note?: ReactNode;
  actions?: ReactNode;
  /** The age of the newest figure, where that is too old to pass for now. */
  staleMs?: number | undefined;
};

type Props = FrameWords & {
  /** Of the plot with its axis, in pixels; it holds whatever arrives. */
  height: number;
  legend?: ReactNode;
  isEmpty: boolean;
  children: ReactNode;
};

/** A chart's title, legend and note, at the same height with and without figures. */
export function ChartFrame({
  name,
  answer,
  note,
  actions,
  staleMs,
  height,
  legend,
  isEmpty,
  children,
}: Props) {
  const format = useFormat();
  return (
    <figure aria-label={name} className="m-0 min-w-0">
      <div className="flex min-h-7 items-center justify-between gap-4">
        <figcaption className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0 font-semibold">{name}</span>
          <span className="min-w-0 truncate text-small text-soft">{answer}</span>
        </figcaption>
        <div className="-mr-2 flex shrink-0 items-center gap-1">
          {staleMs !== undefined && (
            <span className="text-attention text-small">as of {format.age(staleMs)}</span>
          )}
          {actions}
        </div>
      </div>
      <div className="flex min-h-6 items-center">{legend}</div>
      <div
        style={{ height }}
        className={`relative mt-2.5 ${staleMs === undefined ? "" : "opacity-50 grayscale"}`}
      >
        {isEmpty ? (
          <p className="absolute inset-0 flex items-center justify-center border-line border-b text-small text-soft">
            No figures yet
          </p>
        ) : (
          children
        )}
      </div>
      <div className="mt-0.5 h-4 truncate text-soft text-tiny">{note}</div>
    </figure>
  );
}
