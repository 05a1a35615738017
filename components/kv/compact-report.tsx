"use client";

import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { CompactReport } from "@/lib/model/kv-compact";

/** What went, what stayed, and which keys could not be done. */
export function CompactReportView({ report }: { report: CompactReport }) {
  const format = useFormat();
  const { removed, kept, messages, failures, failed, isStopped } = report;
  return (
    <div className="grid gap-1 tabular-nums">
      <p>
        {format.exact(removed)} {removed === 1 ? "marker is" : "markers are"} gone,{" "}
        {format.exact(messages)} {messages === 1n ? "message" : "messages"} with them.{" "}
        {kept > 0 && `${format.exact(kept)} young ${kept === 1 ? "one stays" : "ones stay"}.`}
      </p>
      {isStopped && (
        <p>It was stopped before the end: what is gone is gone, the rest is as it was.</p>
      )}
      {failed > 0 && (
        <>
          <p className="text-trouble">
            <span aria-hidden="true">✕ </span>
            {format.exact(failed)} could not be done:
          </p>
          <ul className="max-h-40 list-disc overflow-auto pl-5">
            {failures.map(({ key, error }) => (
              <li key={key} className="break-words">
                <span className="font-mono">{key}</span>: {describeError(error).detail}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
