"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useLeaveGuard } from "@/components/ui/use-leave-guard";
import type { AppError } from "@/lib/errors/app-error";
import type { BulkJob, BulkPlan, BulkReading, BulkTally } from "@/lib/model/kv-bulk";
import { type BulkSession, createBulkSession } from "@/lib/queries/kv-bulk";

/** How far a job is, from its first question to its report. */
export type BulkState =
  | { step: "asked"; error?: AppError }
  | { step: "reading"; reading: BulkReading }
  | { step: "planned"; plan: BulkPlan; error?: AppError }
  | { step: "running"; plan: BulkPlan; tally: BulkTally | undefined; startedMs: number }
  | { step: "ended"; plan: BulkPlan; tally: BulkTally; startedMs: number; endedMs: number };

/** A job on many keys: looked at first, then done once. */
export type Bulk = {
  state: BulkState;
  session: BulkSession;
  plan: (job: BulkJob) => void;
  run: (isOverwriting: boolean) => void;
  stop: () => void;
  /** Back to what is asked for. */
  reset: () => void;
};

const reading: BulkState = { step: "reading", reading: { looked: 0, of: undefined } };

/** A job that nothing more has to be asked of is looked at as `first`. Ends with the page: what is on its way then is told by nobody, so leaving is warned of while it runs. */
export function useBulk(connectionId: string, bucket: string, first?: BulkJob): Bulk {
  const [session] = useState(createBulkSession);
  const [state, setState] = useState<BulkState>(first ? reading : { step: "asked" });
  const look = (job: BulkJob) => {
    const hear = (told: BulkReading) =>
      setState((now) => (now.step === "reading" ? { step: "reading", reading: told } : now));
    void session.plan({ connectionId, bucket, job }, hear).then((answer) => {
      if (answer.ok) setState({ step: "planned", plan: answer.value });
      else if (answer.error.kind === "cancelled") setState({ step: "asked" });
      else setState({ step: "asked", error: answer.error });
    });
  };
  const begin = useEffectEvent(() => first && look(first));
  useEffect(() => {
    begin();
    return () => session.close();
  }, [session]);
  useLeaveGuard(state.step === "running");

  const plan = (job: BulkJob) => {
    setState(reading);
    look(job);
  };
  const run = (isOverwriting: boolean) => {
    if (state.step !== "planned") return;
    const startedMs = Date.now();
    const running = { plan: state.plan, startedMs };
    setState({ step: "running", ...running, tally: undefined });
    const hear = (tally: BulkTally) =>
      setState((now) => (now.step === "running" ? { ...now, tally } : now));
    void session.run(isOverwriting, hear).then((answer) => {
      if (!answer.ok) setState({ step: "planned", plan: running.plan, error: answer.error });
      else setState({ step: "ended", ...running, tally: answer.value, endedMs: Date.now() });
    });
  };
  return {
    ...{ state, session, plan, run },
    stop: session.stop,
    reset: () => setState({ step: "asked" }),
  };
}
