"use client";

import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { OrphansReport } from "@/lib/model/object-orphans";

/** More are counted. */
const mostNamed = 20;

/** What went, what stayed, and what could not be done. */
export function OrphansReportView({ report }: { report: OrphansReport }) {
  const format = useFormat();
  const { removed, chunks, left, failures, isStopped } = report;
  const more = failures.length - mostNamed;
  return (
    <div className="grid gap-1 tabular-nums">
      <p>
        {format.exact(removed)} {removed === 1 ? "group is" : "groups are"} gone,{" "}
        {format.exact(chunks)} {chunks === 1 ? "chunk" : "chunks"} in all.
      </p>
      {left > 0 && (
        <p>
          {format.exact(left)} {left === 1 ? "group was" : "groups were"} left: chunks came to it
          meanwhile, or an object has them now.
        </p>
      )}
      {isStopped && (
        <p>It was stopped before the end: what is gone is gone, the rest is as it was.</p>
      )}
      {failures.length > 0 && (
        <>
          <p className="text-trouble">
            <span aria-hidden="true">✕ </span>
            {format.exact(failures.length)} could not be removed:
          </p>
          <ul className="max-h-40 list-disc overflow-auto pl-5">
            {failures.slice(0, mostNamed).map(({ nuid, error }) => (
              <li key={nuid} className="break-words">
                <span className="font-mono">{nuid}</span>: {describeError(error).detail}
              </li>
            ))}
            {more > 0 && <li>and {format.exact(more)} more</li>}
          </ul>
        </>
      )}
    </div>
  );
}
