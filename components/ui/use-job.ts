"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

/** Something that takes its time: how far it is, and how it ended. */
export type Job = {
  title: string;
  doneUnits: number;
  /** Unknown for what has no end in sight. */
  totalUnits?: number;
  /** "rows"; "B" are bytes. */
  unit: string;
  startedMs: number;
  endedMs?: number;
  state: "running" | "done" | "failed" | "cancelled";
  /** What came of it. */
  report?: ReactNode;
};

/** What a job's work is given to tell by. */
export type JobTeller = {
  signal: AbortSignal;
  tell: (doneUnits: number, totalUnits?: number) => void;
};

type Start = Pick<Job, "title" | "unit" | "totalUnits">;
/** Gives the report, or throws: then the job has failed, or was cancelled. */
type Work = (teller: JobTeller) => Promise<ReactNode>;

/** The job, and what can be done with it. */
export type JobHolder = {
  job: Job | undefined;
  /** Does nothing while one is running. */
  run: (start: Start, work: Work) => void;
  cancel: () => void;
  dismiss: () => void;
};

/** Often enough for the eye. */
const tellEveryMs = 100;

/** Runs one job at a time, and ends it when the page goes; it stays to be read until it is dismissed. */
export function useJob(reportOf: (error: unknown) => ReactNode): JobHolder {
  const [job, setJob] = useState<Job>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const run = (start: Start, work: Work) => {
    if (job?.state === "running") return;
    const own = new AbortController();
    stop.current = own;
    const first: Job = { ...start, doneUnits: 0, startedMs: Date.now(), state: "running" };
    let now = first;
    let shownMs = 0;
    const change = (changes: Partial<Job>) => {
      now = { ...now, ...changes };
      if (own === stop.current) setJob(now);
    };
    const tell: JobTeller["tell"] = (doneUnits, totalUnits = now.totalUnits) => {
      now = { ...now, doneUnits, ...(totalUnits === undefined ? {} : { totalUnits }) };
      if (now.state !== "running" || Date.now() - shownMs < tellEveryMs) return;
      shownMs = Date.now();
      change({});
    };
    const end = (state: Job["state"], report: ReactNode) =>
      change({ state, report, endedMs: Date.now() });
    setJob(first);
    work({ signal: own.signal, tell }).then(
      (report) => end(own.signal.aborted ? "cancelled" : "done", report),
      (error: unknown) =>
        own.signal.aborted ? end("cancelled", undefined) : end("failed", reportOf(error)),
    );
  };

  return {
    job,
    run,
    cancel: () => stop.current?.abort(),
    dismiss: () => setJob((now) => (now?.state === "running" ? now : undefined)),
  };
}
