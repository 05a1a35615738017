"use client";

import { Sparkline } from "@/components/charts/sparkline";
import { LimitBar } from "@/components/ui/limit-bar";
import { Figure, Unknown } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import { formatDuration } from "@/lib/format/duration";
import type { StreamRow } from "@/lib/model/streams";
import { streamFullInMs } from "@/lib/queries/streams-forecast";

const halfMinuteMs = 30_000;
const quarterHourMs = 900_000;

/** What flows into a stream, what it holds, and how much of its limits that is. */
export function StreamNow({ row }: { row: StreamRow }) {
  const format = useFormat();
  const sequences = `sequences ${row.firstSequence} to ${row.lastSequence}`;
  return (
    <div className="@container">
      <div className="grid grid-cols-3 gap-x-4">
        <Figure
          label="Messages in"
          value={row.inRate === null ? <Unknown /> : format.rate(row.inRate)}
          unit="/s"
        />
        <Figure
          label="Messages"
          value={format.count(row.messages)}
          exact={`${format.exact(row.messages)}, ${sequences}`}
        />
        <Figure
          label="Size"
          {...format.bytes(row.bytes)}
          exact={`${format.exact(row.bytes)} bytes`}
        />
      </div>
      <Sparkline
        className="mt-2 h-10 @2xl:h-16"
        label="Messages in"
        spanMs={quarterHourMs}
        format={(value) => `${format.rate(value)} a second`}
        points={row.trend.map((value, place) => ({ atMs: place * halfMinuteMs, value }))}
      />
      <Limits row={row} />
    </div>
  );
}

function Limits({ row }: { row: StreamRow }) {
  const format = useFormat();
  const isCalm = row.discard === "old";
  const fullMs = streamFullInMs(row);
  const then = isCalm ? "the oldest go" : "new messages are refused";
  const forecast = (inMs: number | undefined, isFull: boolean) => {
    if (isFull) return then;
    return inMs === undefined
      ? `at the limit ${then}`
      : `full in about ${aboutDuration(inMs)} at this rate, then ${then}`;
  };
  if (row.maxMessages === undefined && row.maxBytes === undefined) return null;
  return (
    <div className="mt-3 border-line border-t">
      {row.maxMessages !== undefined && (
        <LimitBar
          isCalm={isCalm}
          forecast={forecast(fullMs.messages, row.messages >= row.maxMessages)}
          label="Messages kept"
          share={Number(row.messages) / Number(row.maxMessages)}
          used={format.exact(row.messages)}
          limit={format.exact(row.maxMessages)}
        />
      )}
      {row.maxBytes !== undefined && (
        <LimitBar
          isCalm={isCalm}
          forecast={forecast(fullMs.bytes, row.bytes >= row.maxBytes)}
          label="Bytes kept"
          share={Number(row.bytes) / Number(row.maxBytes)}
          used={format.bytesText(row.bytes)}
          limit={format.bytesText(row.maxBytes)}
        />
      )}
    </div>
  );
}

/** Two units would promise more than a forecast holds. */
function aboutDuration(ms: number): string {
  return formatDuration(ms).split(" ").slice(0, 2).join(" ");
}
