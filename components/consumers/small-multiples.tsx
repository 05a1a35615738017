"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useQueryStates } from "nuqs";
import { coloursOf } from "@/components/charts/colours";
import { TimeSeries } from "@/components/charts/time-series";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { consumerKey } from "@/lib/model/consumers";
import { historyQuery } from "@/lib/queries/history";
import { boardParams, type NamedConsumer } from "@/lib/url/consumers";
import type { TimeRange } from "@/lib/url/time-range";
import { usualSpanMs } from "./board-head";

/** So many charts still are a picture. */
export const mostCompared = 12;

const points = 240;
const height = 112;
const stepMs = 10_000;
const titleId = "compared";

/** Brings the charts into sight, once they are there. */
export function showCompared(): void {
  requestAnimationFrame(() => {
    document.getElementById(titleId)?.scrollIntoView({ block: "start" });
  });
}

type Props = {
  connectionId: string;
  /** The console's clock, for the right edge. */
  answeredMs: number | undefined;
  range: TimeRange;
  onRange: (range: TimeRange) => void;
};

/** The lag of a few consumers side by side, over one time and under one crosshair. */
export function SmallMultiples({ connectionId, answeredMs, range, onRange }: Props) {
  const [{ compare }, change] = useQueryStates(boardParams);
  const consumers = compare?.slice(0, mostCompared) ?? [];
  if (consumers.length === 0 || answeredMs === undefined) return null;
  const remove = (gone: NamedConsumer) => {
    const left = consumers.filter((one) => one !== gone);
    void change({ compare: left.length > 0 ? left : null });
  };
  return (
    <div id={titleId} className="@container mb-6 scroll-mt-16">
      <Panel
        title="Compared"
        note={
          <Button kind="quiet" className="-mr-2" onClick={() => void change({ compare: null })}>
            Close comparison
          </Button>
        }
      >
        <div className="grid @2xl:grid-cols-2 @5xl:grid-cols-3 @7xl:grid-cols-4 gap-x-8 gap-y-2 border-line border-t pt-2">
          {consumers.map((consumer) => (
            <LagChart
              key={consumerKey(consumer)}
              connectionId={connectionId}
              consumer={consumer}
              range={range}
              // The steps that are kept are no finer: in between there is nothing new to draw.
              nowMs={Math.ceil(answeredMs / stepMs) * stepMs}
              onRange={onRange}
              onRemove={() => remove(consumer)}
            />
          ))}
        </div>
      </Panel>
    </div>
  );
}

type ChartProps = Omit<Props, "answeredMs"> & {
  consumer: NamedConsumer;
  nowMs: number;
  onRemove: () => void;
};

function LagChart({ connectionId, consumer, range, nowMs, onRange, onRemove }: ChartProps) {
  const format = useFormat();
  const { stream, name } = consumer;
  const { data, error } = useQuery(
    historyQuery(connectionId, { series: ["lagMs"], stream, consumer: name, points, range }),
  );
  const [colour] = coloursOf([name]);
  const shown =
    range.kind === "fixed"
      ? { fromMs: range.fromMs, toMs: range.toMs }
      : { fromMs: nowMs - range.spanMs, toMs: nowMs };
  const words = (lagMs: number) => (lagMs === 0 ? "0 s" : format.duration(lagMs));
  if (!data) {
    return error ? (
      <Problem words={describeError(error)} calm={error.kind === "console"} />
    ) : (
      <Skeleton className="h-44 w-full" />
    );
  }
  return (
    <TimeSeries
      name={name}
      answer={stream}
      atMs={data.atMs}
      range={shown}
      isLive={range.kind === "live"}
      group="compared"
      base="time"
      format={words}
      height={height}
      lines={[
        {
          id: "lag",
          label: "Lag",
          ...(colour && { colour }),
          values: data.values.lagMs?.max ?? none,
        },
      ]}
      actions={
        <Button kind="quiet" aria-label={`Leave ${name} out of the comparison`} onClick={onRemove}>
          <X aria-hidden="true" className="size-3.5" />
        </Button>
      }
      onBrush={(span) => onRange({ kind: "fixed", ...span })}
      onBack={() => onRange({ kind: "live", spanMs: usualSpanMs })}
    />
  );
}

const none: never[] = [];
