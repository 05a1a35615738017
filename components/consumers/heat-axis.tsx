"use client";

import { timeTicks } from "@/components/charts/time-ticks";
import { useFormat } from "@/components/ui/use-format";
import type { HeatShape } from "./heat-shape";

/** Few moments under the map; the newest is at the right. */
export function HeatAxis({ shape, width }: { shape: HeatShape; width: number }) {
  const format = useFormat();
  const { fromMs, stepMs, columns } = shape;
  const lengthMs = Math.max(1, columns * stepMs);
  const ticks = timeTicks(
    { fromMs, toMs: fromMs + lengthMs },
    Math.max(1, Math.floor(width / 80)),
    format,
  );
  return (
    <svg aria-hidden="true" width={width} height={20} className="block text-tiny">
      {ticks.map(({ atMs, label }) => {
        const x = ((atMs - fromMs) / lengthMs) * width;
        return (
          <g key={atMs}>
            <path d={`M${Math.round(x) + 0.5},0v4`} className="stroke-line" />
            {x >= 24 && x <= width - 24 && (
              <text x={x} y={16} textAnchor="middle" className="fill-soft tabular-nums">
                {label}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
