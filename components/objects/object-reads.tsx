"use client";

import { JobView } from "@/components/ui/job-view";
import type { Job } from "@/components/ui/use-job";
import { describeError } from "@/lib/errors/describe-error";
import { showControls } from "@/lib/format/payload";
import { cancelObjectRead, dismissObjectRead, type ObjectRead } from "@/lib/queries/object-reads";
import { type ReadProps, useObjectReads } from "./use-object-reads";

/** How far the download and the check of an object are, and what came of them until it is dismissed. */
export function ObjectReads(props: ReadProps) {
  const reads = useObjectReads(props);
  return reads.map((read) => (
    <JobView
      key={read.id}
      job={toJob(read)}
      onCancel={() => cancelObjectRead(read.id)}
      onDismiss={() => dismissObjectRead(read.id)}
    />
  ));
}

function toJob(read: ObjectRead): Job {
  const { kind, place, doneBytes, totalBytes, startedMs, endedMs, state } = read;
  return {
    title: `${kind === "download" ? "Download" : "Verify"} ${showControls(place.name)}`,
    doneUnits: doneBytes,
    totalUnits: totalBytes,
    unit: "B",
    startedMs,
    ...(endedMs === undefined ? {} : { endedMs }),
    state: state.is,
    report: reportOf(read),
  };
}

function reportOf({ kind, state }: ObjectRead): string | undefined {
  switch (state.is) {
    case "running":
      return undefined;
    case "done":
      return kind === "download"
        ? "Complete: the size is right and the SHA-256 matches."
        : "Whole: every chunk is there, the size is right and the SHA-256 matches.";
    case "cancelled":
      return kind === "download" ? "No file was kept." : "It was not read to its end.";
    case "failed": {
      const { title, detail, hint } = describeError(state.error);
      const end = kind === "download" ? " No file was kept." : "";
      return `${title}. ${detail}${hint === undefined ? "" : ` ${hint}`}${end}`;
    }
  }
}
