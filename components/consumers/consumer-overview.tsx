"use client";

import { useQuery } from "@tanstack/react-query";
import type { Severity } from "@/components/charts/series";
import { CliCommand } from "@/components/ui/cli-command";
import { useFormat } from "@/components/ui/use-format";
import { natsCommand } from "@/lib/format/nats-command";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { consumersQuery } from "@/lib/queries/consumers";
import { streamQuery } from "@/lib/queries/stream-detail";
import { useStaleMs } from "./board-stale";
import { ConsumerFacts } from "./consumer-facts";
import { ConsumerPast } from "./consumer-past";
import { ConsumerPosition } from "./consumer-position";
import { ConsumerStats } from "./consumer-stats";
import { type Answer, answerOf } from "./consumer-words";

type Props = {
  connectionId: string;
  /** As the server told it a moment ago. */
  now: ConsumerSummary;
  onOpen: (sequence: bigint) => void;
};

/** How a consumer does, where it is, and how it was. */
export function ConsumerOverview({ connectionId, now, onOpen }: Props) {
  const format = useFormat();
  const { stream, name } = now;
  const { data: state } = useQuery(consumersQuery(connectionId));
  const staleMs = useStaleMs(state);
  const isStale = staleMs !== undefined;
  // What the console read long ago does not hold for what the server says now.
  const row = isStale
    ? undefined
    : state?.rows?.find((other) => other.stream === stream && other.name === name);
  const { data: holder } = useQuery(streamQuery(connectionId, stream));
  const answer = answerOf(now, row, holder?.extent, format);
  return (
    <div className="@container grid gap-6">
      <AnswerLine answer={answer} />
      {isStale && (
        <p role="status" className="text-attention text-small tabular-nums">
          Lag in time and rates are not known: the console read them {format.age(staleMs)}.
        </p>
      )}
      <ConsumerStats now={now} row={row} />
      {holder?.extent && (
        <ConsumerPosition {...{ connectionId, now, onOpen }} extent={holder.extent} />
      )}
      <ConsumerPast
        {...{ connectionId, now }}
        isKept={state?.by !== "tab"}
        nowMs={state?.answeredMs || (now.atMs ?? 0)}
        answer={answer.headline}
        maxAgeMs={holder?.summary.maxAgeMs}
      >
        <ConsumerFacts now={now} />
      </ConsumerPast>
      <CliCommand words={natsCommand(["consumer", "info"], [stream, name])} />
    </div>
  );
}

const faces: Record<Severity, { mark: string; tone: string; word: string }> = {
  ok: { mark: "●", tone: "text-ok", word: "" },
  unknown: { mark: "○", tone: "text-soft", word: "" },
  attention: { mark: "◆", tone: "text-attention", word: "Attention: " },
  trouble: { mark: "▲", tone: "text-trouble", word: "Trouble: " },
};

function AnswerLine({ answer }: { answer: Answer }) {
  const { mark, tone, word } = faces[answer.severity];
  return (
    <section aria-label="How it does" className="mt-1 flex gap-2.5">
      <span aria-hidden="true" className={`w-3.5 shrink-0 text-center leading-6 ${tone}`}>
        {mark}
      </span>
      <div className="min-w-0">
        <p className="break-words font-semibold text-title leading-6">
          <span className="sr-only">{word}</span>
          {answer.headline}
        </p>
        {answer.details.map((line) => (
          <p key={line} className="break-words text-soft">
            {line}
          </p>
        ))}
      </div>
    </section>
  );
}
