"use client";

import { useFormat } from "@/components/ui/use-format";
import type { Reading } from "@/lib/errors/app-error";
import type { PublishTally } from "@/lib/model/publish";
import { isWell, outcomeWords, refusedWords } from "./outcome-words";

type Props = { reading: Reading<PublishTally>; count: number; awaitsAck: boolean };

/** What came of many messages: how many went out, were taken, and failed by which reason. */
export function TallyReport({ reading, count, awaitsAck }: Props) {
  const format = useFormat();
  if (!reading.ok) {
    const { title, detail, hint } = refusedWords("Nothing was published", reading.error);
    return <p className="text-ink">{[title, detail, hint].filter(Boolean).join(". ")}</p>;
  }
  const { sent, taken, duplicates, failures, stored } = reading.value;
  const by = awaitsAck ? "acknowledged" : "taken by the server";
  return (
    <div className="grid gap-1 tabular-nums">
      <p className="text-ink">
        {format.exact(sent)} of {format.exact(count)} sent, {format.exact(taken)} {by}
        {duplicates > 0 && `, of these ${format.exact(duplicates)} duplicates`}.
      </p>
      {stored.map(({ stream, first, last }) => (
        <p key={stream}>
          Stream {stream}, sequences {String(first)} to {String(last)}
        </p>
      ))}
      {failures.map(({ outcome, count: failed }) => {
        if (isWell(outcome)) return null;
        const { title, detail } = outcomeWords(outcome, format);
        return (
          <p key={`${title} ${detail}`} className="break-words text-trouble">
            {format.exact(failed)} × {title}. {detail}
          </p>
        );
      })}
    </div>
  );
}
