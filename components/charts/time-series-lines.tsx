"use client";

import { type ComponentProps, useMemo } from "react";
import { Curve, Line, LineChart, XAxis, YAxis } from "recharts";
import type { LinesProps } from "./drawn-lines";
import type { Columns } from "./series";

/** By place and never by name: Recharts reads dots and brackets of a name as a path. */
type Row = { atMs: number } & Record<`at${number}`, number | null>;

type CurveShape = Pick<
  ComponentProps<typeof Curve>,
  "points" | "stroke" | "strokeWidth" | "className"
>;

const margin = { top: 0, right: 0, bottom: 0, left: 0 };
const style = { position: "absolute", inset: 0, pointerEvents: "none" } as const;

/** The lines drawn by Recharts; it weighs, so it comes after the first figures. */
export function RechartsLines({ plot, columns, lines }: LinesProps) {
  const rows = useMemo(() => toRows(columns), [columns]);
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0">
      <LineChart
        width={plot.width}
        height={plot.height}
        data={rows}
        margin={margin}
        style={style}
        accessibilityLayer={false}
      >
        <XAxis
          hide
          niceTicks="none"
          dataKey="atMs"
          type="number"
          domain={[plot.span.fromMs, plot.span.toMs]}
          allowDataOverflow
        />
        <YAxis hide niceTicks="none" type="number" domain={[0, plot.top]} allowDataOverflow />
        {lines.map((line, place) => (
          <Line
            key={line.id}
            dataKey={`at${place}`}
            hide={line.isHidden}
            type="linear"
            shape={PlainCurve}
            stroke={line.colour}
            strokeWidth={1.5}
            dot={false}
            activeDot={false}
            connectNulls={false}
            isAnimationActive={false}
            tooltipType="none"
          />
        ))}
      </LineChart>
    </div>
  );
}

// Recharts' own shape measures the length of the path at every change, for an animation that is off.
function PlainCurve({ points, stroke, strokeWidth, className }: CurveShape) {
  return (
    <Curve
      type="linear"
      {...(points && { points })}
      fill="none"
      stroke={stroke}
      strokeWidth={strokeWidth}
      strokeLinejoin="round"
      strokeLinecap="round"
      className={className ?? ""}
    />
  );
}

function toRows({ atMs, values }: Columns): Row[] {
  return atMs.map((time, index) => {
    const row: Row = { atMs: time };
    for (const [place, line] of values.entries()) row[`at${place}`] = line[index] ?? null;
    return row;
  });
}
