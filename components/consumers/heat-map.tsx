"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useWidth } from "@/components/charts/use-width";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { lagMatrixQuery } from "@/lib/queries/history";
import type { TimeRange } from "@/lib/url/time-range";
import type { HeatActs } from "./heat-acts";
import { heatColumns, heatRows } from "./heat-columns";
import { HeatLegend } from "./heat-legend";
import { HeatPlot } from "./heat-plot";
import { expectedHeight, type HeatShape, toHeatShape } from "./heat-shape";
import { HeatTable } from "./heat-table";
import { keptNotes } from "./kept-words";

type Props = {
  connectionId: string;
  range: TimeRange;
  /** How many there are, for the room that the map will take. */
  consumers: number | undefined;
  acts: HeatActs;
};

/** The lag of every consumer over time, at one look. */
export function HeatMap({ connectionId, range, consumers, acts }: Props) {
  const format = useFormat();
  const { ref, width } = useWidth();
  const [isTable, setTable] = useState(false);
  const columns = heatColumns(width, range);
  const { data, error, isPlaceholderData } = useQuery({
    ...lagMatrixQuery(connectionId, { range, columns, rows: heatRows }),
    enabled: width > 0,
  });
  const shape = useMemo(() => data && toHeatShape(data), [data]);
  const notes = data ? keptNotes(data.kept, data.fromMs, format) : [];
  return (
    <Panel
      title="Lag over time"
      note={
        <span className="flex items-center justify-end gap-x-4">
          <HeatLegend className="max-md:hidden" hasBands={(data?.bands.length ?? 0) > 0} />
          {shape && (
            <Button
              kind="quiet"
              className="-mr-2"
              aria-label={`Lag over time: ${isTable ? "show as map" : "show as table"}`}
              onClick={() => setTable(!isTable)}
            >
              {isTable ? "Show as map" : "Show as table"}
            </Button>
          )}
        </span>
      }
    >
      <HeatLegend className="mb-2 md:hidden" hasBands={(data?.bands.length ?? 0) > 0} />
      {notes
        .filter(({ isGrave }) => isGrave)
        .map(({ words }) => (
          <p key={words} role="status" className="mb-2 break-words text-attention text-small">
            {words}
          </p>
        ))}
      {error && (!data || !isOver(error.kind)) && (
        <div className="mb-2">
          <Problem words={describeError(error)} calm={error.kind === "console"} />
        </div>
      )}
      <div ref={ref} className={`min-w-0 ${isPlaceholderData ? "opacity-60" : ""}`}>
        {shape && isTable && <HeatTable connectionId={connectionId} shape={shape} />}
        {shape && !isTable && width > 0 && (
          <HeatPlot connectionId={connectionId} shape={shape} width={width} acts={acts} />
        )}
        {!shape && !error && (
          <div style={{ height: expectedHeight(consumers ?? 8) + 20 }}>
            <Skeleton className="size-full" />
          </div>
        )}
      </div>
      {shape && (
        <p className="mt-1 min-h-4 text-soft text-tiny">
          {[
            calmWords(shape, format.exact),
            ...notes.filter(({ isGrave }) => !isGrave).map(({ words }) => words),
          ]
            .filter(Boolean)
            .join(" ")}
        </p>
      )}
    </Panel>
  );
}

/** While the console is away, the age of the figures says it. */
function isOver(kind: string): boolean {
  return kind === "console-away" || kind === "disconnected";
}

function calmWords({ calm }: HeatShape, exact: (count: number) => string): string | undefined {
  if (calm === 0) return undefined;
  return calm === 1
    ? "1 more had no lag in this time."
    : `${exact(calm)} more had no lag in this time.`;
}
