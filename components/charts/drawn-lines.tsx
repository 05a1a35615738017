import { areaPath, linePath, type Plot } from "./plot";
import type { Columns, Line } from "./series";

/** A line with its colour, shown or not. */
export type DrawnLine = Pick<Line, "id" | "label"> & { colour: string; isHidden: boolean };

/** What a layer of lines is drawn from, whoever draws it. */
export type LinesProps = { plot: Plot; columns: Columns; lines: DrawnLine[] };

/** The lines drawn by hand: there at once, and for as long as the chart library is not. */
export function DrawnLines({ plot, columns, lines }: LinesProps) {
  return (
    <svg
      aria-hidden="true"
      width={plot.width}
      height={plot.height}
      className="pointer-events-none absolute inset-0 overflow-hidden"
    >
      {lines.map((line, place) =>
        line.isHidden ? null : (
          <path
            key={line.id}
            d={linePath(columns.atMs, columns.values[place] ?? [], plot)}
            fill="none"
            stroke={line.colour}
            strokeWidth={1.5}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        ),
      )}
    </svg>
  );
}

/** The faint ground under a line that is alone. */
export function Ground({ plot, columns, lines }: LinesProps) {
  const [line] = lines;
  if (lines.length !== 1 || !line) return null;
  return (
    <path
      d={areaPath(columns.atMs, columns.values[0] ?? [], plot)}
      fill={line.colour}
      opacity={0.1}
    />
  );
}
