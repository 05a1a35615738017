"use client";

import { JobView } from "@/components/ui/job-view";
import type { Job } from "@/components/ui/use-job";
import type { BulkTally } from "@/lib/model/kv-bulk";
import type { Bulk } from "./use-bulk";

type Props = { title: string; state: Bulk["state"]; report: string; onCancel: () => void };

/** How far a job is: its look at the keys, then its writes. */
export function BulkProgress({ title, state, report, onCancel }: Props) {
  const job = toJob(title, state, report);
  if (!job) return null;
  return (
    <>
      <JobView job={job} onCancel={onCancel} />
      {state.step === "running" && state.tally?.isWaiting && (
        <p role="status" className="text-attention text-small">
          There is no connection to NATS. Nothing is sent until it is back; what was on its way is
          read back then.
        </p>
      )}
    </>
  );
}

function toJob(title: string, state: Bulk["state"], report: string): Job | undefined {
  if (state.step !== "running" && state.step !== "ended") return undefined;
  const { tally, startedMs } = state;
  const base = {
    ...{ title, unit: "keys", startedMs, doneUnits: tried(tally) },
    ...(tally ? { totalUnits: tally.total } : {}),
  };
  if (state.step === "running") return { ...base, state: "running" };
  return { ...base, endedMs: state.endedMs, state: endOf(state.tally), report };
}

function tried(tally: BulkTally | undefined): number {
  return tally ? tally.done + tally.failed : 0;
}

function endOf({ endedWhy, failed }: BulkTally): Exclude<Job["state"], "running"> {
  if (endedWhy === "cancelled") return "cancelled";
  return failed > 0 || endedWhy === "lost" ? "failed" : "done";
}
