"use client";

import { useState } from "react";
import { useFormat } from "@/components/ui/use-format";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import { unknownCell } from "@/lib/model/history";
import type { HeatActs } from "./heat-acts";
import { HeatAxis } from "./heat-axis";
import { HeatCanvas } from "./heat-canvas";
import { HeatCursor } from "./heat-cursor";
import { hatch } from "./heat-hatch";
import { HeatNames } from "./heat-names";
import type { HeatShape } from "./heat-shape";
import { lineFacts, lineWords } from "./heat-words";

type Props = { connectionId: string; shape: HeatShape; width: number; acts: HeatActs };

const gutterPx = 184;
const narrowGutterPx = 104;
const blankPx = 128;

/** The map with its names and its axis of time. */
export function HeatPlot({ connectionId, shape, width, acts }: Props) {
  const format = useFormat();
  const gutter = useIsNarrow() ? narrowGutterPx : gutterPx;
  const [pointed, setPointed] = useState<number>();
  const plotWidth = Math.max(1, width - gutter);
  // Of a time that nobody recorded there are no lines.
  const height = shape.lines.length === 0 ? blankPx : shape.height;
  return (
    <div className="flex">
      <HeatNames
        connectionId={connectionId}
        shape={shape}
        width={gutter}
        pointed={pointed}
        onStream={acts.openStream}
      />
      <div className="min-w-0">
        <div className="relative" style={{ ...hatch, width: plotWidth, height }}>
          <HeatCanvas shape={shape} width={plotWidth} />
          {isBlank(shape) && (
            <p className="absolute inset-0 grid place-items-center">
              <span className="rounded-sm bg-page px-2 py-1 text-small text-soft">
                Nothing is recorded of this time yet
              </span>
            </p>
          )}
          <HeatCursor shape={shape} width={plotWidth} acts={acts} onLine={setPointed} />
        </div>
        <HeatAxis shape={shape} width={plotWidth} />
        <p className="sr-only">{inWords(shape, format)}</p>
      </div>
    </div>
  );
}

function isBlank({ lines }: HeatShape): boolean {
  return lines.every((line) =>
    (line.kind === "consumer" ? line.cells : line.worst).every((cell) => cell === unknownCell),
  );
}

const mostNamed = 3;

/** The worst of what is shown, for those who don't see it; the table says the rest. */
function inWords(shape: HeatShape, format: ReturnType<typeof useFormat>): string {
  const lagging = shape.lines
    .slice(0, shape.rows)
    .filter((line) => lineFacts(line, shape).worstAtMs !== undefined);
  if (lagging.length === 0) return "No consumer had a lag in this time.";
  const named = lagging.slice(0, mostNamed).map((line) => lineWords(line, format));
  return `${lagging.length} of ${shape.rows} consumers shown had a lag in this time; the most: ${named.join(", ")}.`;
}
