import { useFormat } from "@/components/ui/use-format";
import { useCrosshair } from "./crosshair";
import type { DrawnLine } from "./drawn-lines";
import { type Columns, nearest } from "./series";

type Props = {
  group: string;
  lines: DrawnLine[];
  columns: Columns;
  format: (value: number) => string;
  onToggle: (id: string) => void;
};

/** The lines by name, each with its value under the crosshair, or its newest. */
export function Legend({ group, lines, columns, format, onToggle }: Props) {
  const { clock } = useFormat();
  const pointedMs = useCrosshair(group);
  const index =
    pointedMs === undefined ? columns.atMs.length - 1 : nearest(columns.atMs, pointedMs);
  return (
    <div className="flex min-w-0 grow items-start gap-x-4 text-small">
      <div className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-4">
        {lines.map((line, place) => {
          const value = columns.values[place]?.[index] ?? null;
          return (
            <LegendItem
              key={line.id}
              line={line}
              value={value === null ? "–" : format(value)}
              onToggle={lines.length > 1 ? () => onToggle(line.id) : undefined}
            />
          );
        })}
      </div>
      <output aria-live="off" className="ml-auto shrink-0 py-[3px] text-soft tabular-nums">
        {pointedMs === undefined ? "" : clock(columns.atMs[index] ?? pointedMs)}
      </output>
    </div>
  );
}

type ItemProps = { line: DrawnLine; value: string; onToggle: (() => void) | undefined };

function LegendItem({ line, value, onToggle }: ItemProps) {
  const name = (
    <>
      <span
        aria-hidden="true"
        className={`h-0.5 w-3 shrink-0 rounded-full ${line.isHidden ? "opacity-30" : ""}`}
        style={{ background: line.colour }}
      />
      <span className={`min-w-0 truncate ${line.isHidden ? "text-soft line-through" : ""}`}>
        {line.label}
      </span>
    </>
  );
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {onToggle ? (
        <button
          type="button"
          aria-pressed={!line.isHidden}
          title={line.label}
          onClick={onToggle}
          className="flex min-h-6 min-w-0 cursor-pointer items-center gap-1.5 rounded hover:underline"
        >
          {name}
        </button>
      ) : (
        <span title={line.label} className="flex min-w-0 items-center gap-1.5">
          {name}
        </span>
      )}
      <span className="min-w-16 shrink-0 whitespace-nowrap font-medium tabular-nums">
        {line.isHidden ? "" : value}
      </span>
    </span>
  );
}
