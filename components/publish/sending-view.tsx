"use client";

import { JobView } from "@/components/ui/job-view";
import type { JobHolder } from "@/components/ui/use-job";
import { InSight } from "./in-sight";

/** How far the messages are that go out one after the other; nothing where none do. */
export function SendingView({ sending }: { sending: JobHolder }) {
  const { job, cancel, dismiss } = sending;
  if (!job) return null;
  return (
    <InSight key={job.startedMs}>
      <JobView job={job} onCancel={cancel} onDismiss={dismiss} />
      {job.state === "running" && (
        <p className="mt-1 text-small text-soft">
          It goes on until it is cancelled or this is left.
        </p>
      )}
    </InSight>
  );
}
