"use client";

import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { TailFrame } from "@/lib/model/tail";

/** What is not as somebody might think: refused, the same twice, more than can be told apart. */
export function TailNotes({
  frame,
  isJoined,
}: {
  frame: TailFrame | undefined;
  isJoined: boolean;
}) {
  const format = useFormat();
  if (!frame) return null;
  const { refused, covered, subjects } = frame;
  if (refused.length + covered.length === 0 && !subjects.isFull) return null;
  return (
    <div className="grid gap-3">
      {refused.map(({ subject, error }) => (
        <Problem key={subject} words={describeError(error)} />
      ))}
      {covered.length > 0 && (
        <p className="break-words text-small text-soft">
          {covered.map(({ subject, by }) => `${subject} comes with ${by}`).join(", ")}
          {isJoined ? "." : ": each message is counted once."}
        </p>
      )}
      {subjects.isFull && (
        <p role="note" className="text-attention text-small">
          More than {format.exact(subjects.count)} subjects flow. Those beyond are counted for the
          branch that they grow from, not each by itself.
        </p>
      )}
    </div>
  );
}
