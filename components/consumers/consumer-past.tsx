"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { coloursOf } from "@/components/charts/colours";
import { TimeSeries } from "@/components/charts/time-series";
import { Panel } from "@/components/ui/panel";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { TimeRangePicker } from "@/components/ui/time-range-picker";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { ConsumerSummary } from "@/lib/model/consumers";
import type { HistoryAnswer, HistorySeries } from "@/lib/model/history";
import { historyQuery } from "@/lib/queries/history";
import { timeRangeAddress, timeRangeParams, toTimeRange } from "@/lib/url/time-range";
import { eventMarks } from "./consumer-event-words";
import { finishedTimes, type Shown, shownSpan, sinceWords } from "./consumer-past-words";
import { keptNotes } from "./kept-words";

type Props = {
  connectionId: string;
  now: ConsumerSummary;
  /** The console's clock. */
  nowMs: number;
  /** What the chart of the lag says, in words. */
  answer: string;
  /** Whether there is a past: of a direct connection nobody keeps one. */
  isKept: boolean;
  /** What the stream drops by age. */
  maxAgeMs: number | undefined;
  /** What stands below the rates. */
  children: ReactNode;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const spansMs = [15 * minuteMs, hourMs, 6 * hourMs, 24 * hourMs, 7 * 24 * hourMs];
const usualSpanMs = hourMs;
const points = 400;
const series: HistorySeries[] = ["pending", "lagMs", "inRate", "ackRate", "deliverRate"];

/** How far behind a consumer was, and what came in and was done meanwhile. */
export function ConsumerPast(props: Props) {
  const { connectionId, now, nowMs } = props;
  const format = useFormat();
  const [params, setParams] = useQueryStates(timeRangeParams);
  const range = toTimeRange(params, usualSpanMs);
  const setRange = (picked: typeof range) => void setParams(timeRangeAddress(picked, usualSpanMs));
  const { data, error } = useQuery(
    historyQuery(connectionId, {
      ...{ series, stream: now.stream, consumer: now.name, range, points },
    }),
  );
  const span = shownSpan(range, nowMs, data);
  const notes = data ? keptNotes(data.kept, span.fromMs, format) : [];
  return (
    <Panel
      title="Over time"
      // Where nothing is kept there is no time to choose.
      note={props.isKept && <TimeRangePicker {...{ range, spansMs, nowMs }} onChange={setRange} />}
    >
      {error && <Problem calm words={describeError(error)} />}
      {!data && !error && <Skeleton className="h-96 w-full" />}
      {!data && <div className="mt-6">{props.children}</div>}
      {notes.map(
        ({ words, isGrave }) =>
          (isGrave || data?.kept.isShortened) && (
            <p
              key={words}
              role="status"
              className={`break-words border-line border-t py-1.5 text-small ${isGrave ? "text-attention" : "text-soft"}`}
            >
              {words}
            </p>
          ),
      )}
      {data && (
        <Charts
          {...props}
          past={data}
          shown={{ span, isLive: range.kind === "live" }}
          onBrush={(picked) => setRange({ kind: "fixed", ...picked })}
          onBack={() => setRange({ kind: "live", spanMs: usualSpanMs })}
        />
      )}
    </Panel>
  );
}

type ChartsProps = Props & {
  past: HistoryAnswer;
  shown: Shown;
  onBrush: (span: Shown["span"]) => void;
  onBack: () => void;
};

/** What comes in has the colour that it has everywhere. */
const inward = { id: "in", label: "In", colour: "var(--color-line-1)" };
const done = "var(--color-line-4)";

function Charts(props: ChartsProps) {
  const { now, answer, maxAgeMs, past, shown, onBrush, onBack } = props;
  const format = useFormat();
  const { values, events } = past;
  const atMs = finishedTimes(past, shown.isLive);
  const isAcked = now.ackPolicy !== "none";
  // The same as on the board.
  const [lag = inward.colour] = coloursOf([now.name]);
  const shared = {
    ...{ atMs, range: shown.span, isLive: shown.isLive, onBrush, onBack },
    ...{ group: `consumer ${now.stream} ${now.name}`, marks: eventMarks(events, shown.span) },
  };
  const rate = (perSec: number) => `${format.rate(perSec)}/s`;
  return (
    <div className="grid gap-x-8 gap-y-4 border-line border-t pt-2 @4xl:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <TimeSeries
          {...shared}
          name="Lag in time"
          answer={answer}
          base="time"
          height={180}
          isAxisBelow
          format={(ms) => (ms === 0 ? "0 s" : format.duration(ms))}
          // The highest of each step: what was short is seen, too.
          lines={[
            {
              id: "lag",
              label: "Oldest not delivered",
              colour: lag,
              values: values.lagMs?.max ?? none,
            },
          ]}
          thresholds={
            maxAgeMs === undefined
              ? none
              : [{ value: maxAgeMs, label: "The stream drops it (max age)", severity: "trouble" }]
          }
        />
        <TimeSeries
          {...shared}
          name="Lag in messages"
          note={sinceWords(past, shown.span, format)}
          height={200}
          format={format.count}
          lines={[
            {
              id: "pending",
              label: "Not delivered",
              colour: lag,
              values: values.pending?.max ?? none,
            },
          ]}
        />
      </div>
      <div className="grid min-w-0 content-start gap-6">
        <TimeSeries
          {...shared}
          name={isAcked ? "In and acknowledged" : "In and delivered"}
          height={170}
          format={rate}
          lines={[
            { ...inward, values: values.inRate?.last ?? none },
            {
              id: "done",
              label: isAcked ? "Acknowledged" : "Delivered",
              colour: done,
              values: (isAcked ? values.ackRate : values.deliverRate)?.last ?? none,
            },
          ]}
        />
        {props.children}
      </div>
    </div>
  );
}

const none: never[] = [];
