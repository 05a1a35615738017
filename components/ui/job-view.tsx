"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";
import { useFormat } from "./use-format";
import type { Job } from "./use-job";

/** Without `onDismiss` it stays as long as what it stands in. */
type Props = { job: Job; onCancel: () => void; onDismiss?: () => void };

const ends: Record<
  Exclude<Job["state"], "running">,
  { mark: string; word: string; tone: string }
> = {
  done: { mark: "✓", word: "done", tone: "text-ok" },
  failed: { mark: "✕", word: "failed", tone: "text-trouble" },
  cancelled: { mark: "–", word: "cancelled", tone: "text-soft" },
};

/** How far a job is, how fast, how long yet; then what came of it, until it is dismissed. */
export function JobView({ job, onCancel, onDismiss }: Props) {
  const { title, doneUnits, totalUnits, state, report } = job;
  const isRunning = state === "running";
  const end = isRunning ? undefined : ends[state];
  return (
    <section aria-label={title} className="grid grid-cols-1 gap-1.5 border-line border-y py-2">
      <div className="flex flex-wrap items-center gap-x-3">
        <h3 className="font-medium">{title}</h3>
        {end && (
          <span className={`text-small ${end.tone}`}>
            <span aria-hidden="true">{end.mark} </span>
            {end.word}
          </span>
        )}
        <Figures job={job} />
        <span className="ml-auto">
          {isRunning ? (
            <Button kind="quiet" aria-label={`Cancel ${title}`} onClick={onCancel}>
              Cancel
            </Button>
          ) : (
            onDismiss && (
              <Button kind="quiet" aria-label={`Dismiss ${title}`} onClick={onDismiss}>
                Dismiss
              </Button>
            )
          )}
        </span>
      </div>
      {isRunning && (
        <progress
          aria-label={title}
          value={totalUnits === undefined ? undefined : doneUnits}
          max={totalUnits || undefined}
          className="h-1 w-full appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
      {report && <div className="break-words text-small text-soft">{report}</div>}
      <Announcement key={job.startedMs} job={job} />
    </section>
  );
}

function Figures({ job }: { job: Job }) {
  const format = useFormat();
  const { doneUnits, totalUnits, unit, startedMs, endedMs, state } = job;
  const nowMs = useNow(state === "running", startedMs);
  const spanMs = Math.max(1, (endedMs ?? nowMs) - startedMs);
  const perSec = (doneUnits * 1_000) / spanMs;
  const isBytes = unit === "B";
  const amount = (units: number) => (isBytes ? format.bytesText(units) : format.exact(units));
  const of = totalUnits === undefined || state === "done" ? "" : ` of ${amount(totalUnits)}`;
  const facts = [`${amount(doneUnits)}${of}${isBytes ? "" : ` ${unit}`}`];
  if (spanMs >= 1_000) {
    facts.push(`${isBytes ? format.bytesText(perSec) : format.rate(perSec)}/s`);
    const leftMs = ((totalUnits ?? 0) - doneUnits) / (perSec / 1_000);
    if (state !== "running") facts.push(`in ${format.duration(spanMs)}`);
    else if (Number.isFinite(leftMs) && leftMs > 0) facts.push(`${format.duration(leftMs)} left`);
  }
  return <span className="text-small text-soft tabular-nums">{facts.join(" · ")}</span>;
}

function useNow(isTicking: boolean, firstMs: number): number {
  const [nowMs, setNowMs] = useState(firstMs);
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return nowMs;
}

/** Said aloud at the start, at each quarter and at the end; more would be chatter. */
function Announcement({ job: { title, state, doneUnits, totalUnits } }: { job: Job }) {
  const quarters = totalUnits ? Math.floor((4 * doneUnits) / totalUnits) : 0;
  const share = quarters === 0 ? "started" : `${Math.min(100, quarters * 25)}%`;
  return (
    <span role="status" className="sr-only">
      {title}: {state === "running" ? share : ends[state].word}
    </span>
  );
}
