import { useId } from "react";
import { useFormat } from "@/components/ui/use-format";
import { severityColour } from "./colours";
import { type DrawnLine, Ground } from "./drawn-lines";
import type { Plot } from "./plot";
import { type Columns, gapsOf, type Mark, type Threshold } from "./series";
import { timeTicks } from "./time-ticks";

type Props = {
  plot: Plot;
  ticks: number[];
  columns: Columns;
  lines: DrawnLine[];
  marks: Mark[];
  thresholds: Threshold[];
  format: (value: number) => string;
  /** With the times below. */
  hasAxis: boolean;
};

/** What lies under the lines: few ticks, gaps, thresholds and marks. */
export function PlotGround(props: Props) {
  const { plot, ticks, columns, lines, marks, thresholds, format, hasAxis } = props;
  const hatchId = useId();
  const reader = useFormat();
  const { width, height } = plot;
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      className="absolute inset-0 overflow-visible text-tiny"
    >
      <defs>
        <pattern
          id={hatchId}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line y2="6" className="stroke-line" strokeWidth="2" />
        </pattern>
        <clipPath id={`${hatchId}-plot`}>
          <rect width={width} height={height} />
        </clipPath>
      </defs>
      {ticks.map((value) => (
        <g key={value}>
          <line
            x2={width}
            y1={crisp(plot.y(value))}
            y2={crisp(plot.y(value))}
            className="stroke-line"
            opacity={value === 0 ? 1 : 0.6}
          />
          <text
            x={-8}
            y={plot.y(value)}
            dy="0.32em"
            textAnchor="end"
            className="fill-soft tabular-nums"
          >
            {format(value)}
          </text>
        </g>
      ))}
      {(hasAxis ? timeTicks(plot.span, Math.max(1, Math.floor(width / 80)), reader) : []).map(
        ({ atMs, label }) => (
          <g key={atMs}>
            <line
              x1={crisp(plot.x(atMs))}
              x2={crisp(plot.x(atMs))}
              y1={height}
              y2={height + 4}
              className="stroke-line"
            />
            {hasRoom(plot.x(atMs), width) && (
              <text
                x={plot.x(atMs)}
                y={height + 16}
                textAnchor="middle"
                className="fill-soft tabular-nums"
              >
                {label}
              </text>
            )}
          </g>
        ),
      )}
      <g clipPath={`url(#${hatchId}-plot)`}>
        {gapsOf(columns, plot.span).map(({ fromMs, toMs }) => (
          <rect
            key={fromMs}
            data-gap=""
            x={plot.x(fromMs)}
            width={plot.x(toMs) - plot.x(fromMs)}
            height={height}
            fill={`url(#${hatchId})`}
            opacity={0.7}
          />
        ))}
        <Ground plot={plot} columns={columns} lines={lines.filter((line) => !line.isHidden)} />
      </g>
      {thresholds.map(({ value, label, severity }) => (
        <g key={label} opacity={value > plot.top ? 0 : 1}>
          <line
            x2={width}
            y1={crisp(plot.y(value))}
            y2={crisp(plot.y(value))}
            stroke={severityColour[severity]}
            strokeDasharray="4 4"
          />
          <text x={4} y={plot.y(value) - 4} className="fill-ink">
            {label}
          </text>
        </g>
      ))}
      {marks.map((mark) => (
        <path
          key={`${mark.atMs} ${mark.label}`}
          d={`M${crisp(plot.x(mark.atMs))},${height - 8}v8`}
          stroke={severityColour[mark.severity]}
          strokeWidth={2}
        />
      ))}
    </svg>
  );
}

// A line of one pixel is sharp only between two of them.
function crisp(position: number): number {
  return Math.round(position) + 0.5;
}

/** A time stands under its own tick, or is left out: moved aside it would stand under another moment. */
function hasRoom(x: number, width: number): boolean {
  return x >= 24 && x <= width - 24;
}
