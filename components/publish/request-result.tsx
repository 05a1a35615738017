"use client";

import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import type { Reading } from "@/lib/errors/app-error";
import type { Format } from "@/lib/format/format";
import type { RequestAnswer, RequestEnd } from "@/lib/model/publish";
import { MessageParts } from "./message-parts";
import { refusedWords } from "./outcome-words";

type Props = { answers: readonly RequestAnswer[]; end: Reading<RequestEnd> | undefined };

/** The answers as they come, and how it ended. */
export function RequestResult({ answers, end }: Props) {
  const format = useFormat();
  return (
    <section aria-label="Answers" className="grid gap-3">
      <Ending answers={answers} end={end} format={format} />
      <ol className="grid gap-2">
        {answers.map((answer, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: answers only join at the end.
          <li key={at} className="border-line border-t pt-2">
            <p className="flex flex-wrap gap-x-3 text-small tabular-nums">
              <span className="font-medium">Answer {format.exact(at + 1)}</span>
              <span>{latency(answer.afterMs)}</span>
              <span className="text-soft">{format.bytesText(answer.sizeBytes)}</span>
            </p>
            {answer.serviceError && (
              <Problem
                words={{
                  title: "The service answered with an error",
                  detail: errorWords(answer.serviceError),
                }}
              />
            )}
            {answer.status && (
              <p className="text-small text-attention">
                Status {answer.status.code} {answer.status.description}
              </p>
            )}
            <MessageParts message={answer} name={`answer-${at + 1}`} isOpen={at < 3} />
          </li>
        ))}
      </ol>
    </section>
  );
}

type EndingProps = Props & { format: Format };

function Ending({ answers, end, format }: EndingProps) {
  if (!end) {
    return (
      <p role="status" className="text-small text-soft">
        Waiting; {answers.length === 0 ? "no answer yet" : counted(answers.length, format)}.
      </p>
    );
  }
  if (!end.ok) return <Problem words={refusedWords("The request was not sent", end.error)} />;
  const { why, answers: count, tookMs } = end.value;
  if (why === "no-responders") return <Problem words={nobody} />;
  if (why === "lost") return <Problem words={lost} />;
  if (why === "time" && count === 0) return <Problem words={silent} />;
  return (
    <p role="status" className="text-small">
      {counted(count, format)} in {latency(tookMs)}, {endWords[why]}.
      {count > answers.length && ` The first ${format.exact(answers.length)} are kept.`}
    </p>
  );
}

const nobody = {
  title: "No responders",
  detail: "Nobody listens on this subject, so the server answered at once.",
  hint: "A responder of this very tab does not count: a connection does not hear itself.",
};
const lost = {
  title: "The connection was lost",
  detail: "The request went out; whether somebody acted on it is unknown.",
  hint: "It is not sent again by itself.",
};
const silent = {
  title: "No answer in time",
  detail: "Somebody listens on this subject, and did not answer before the timeout.",
};

const endWords: Record<RequestEnd["why"], string> = {
  count: "all that were waited for",
  silence: "then it was quiet",
  time: "until the timeout",
  stopped: "then it was stopped",
  "no-responders": "",
  lost: "",
};

function counted(count: number, format: Format): string {
  return count === 1 ? "1 answer" : `${format.exact(count)} answers`;
}

function latency(ms: number): string {
  return ms < 1_000 ? `${ms.toFixed(1)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}

function errorWords({ code, description }: { code: string; description: string }): string {
  return [description || "Without a word of why", code && `(${code})`].filter(Boolean).join(" ");
}
