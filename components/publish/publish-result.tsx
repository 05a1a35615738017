"use client";

import type { ReactNode } from "react";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import type { OutgoingMessage, PublishOutcome } from "@/lib/model/publish";
import { isWell, outcomeWords } from "./outcome-words";

type Props = { outcome: PublishOutcome; message: OutgoingMessage; children?: ReactNode };

/** What became of the message. */
export function PublishResult({ outcome, message, children }: Props) {
  const format = useFormat();
  if (!isWell(outcome)) {
    return (
      <section aria-label="Result" className="grid justify-items-start gap-2">
        <Problem words={outcomeWords(outcome, format)} />
        {children}
      </section>
    );
  }
  const isStored = outcome.state === "stored";
  const size = `${format.bytesText(message.payload.length)} to ${message.subject}`;
  return (
    <section aria-label="Result" className="border-ok border-l-2 py-1 pl-3">
      <p role="status" className="font-medium">
        <span aria-hidden="true" className="text-ok">
          ✓{" "}
        </span>
        {isStored ? storedWords(outcome) : "The server took the message"}
      </p>
      <p className="break-words text-small text-soft tabular-nums">
        {size} · {outcome.tookMs.toFixed(1)} ms
        {isStored ? "" : ` · ${heardWords(outcome)}`}
      </p>
      {isStored && outcome.isDuplicate && (
        <p className="text-small text-soft">
          Its Nats-Msg-Id was there already: this one was not stored a second time.
        </p>
      )}
      {isStored && outcome.domain !== undefined && (
        <p className="text-small text-soft">Domain {outcome.domain}</p>
      )}
    </section>
  );
}

/** By its own reply subject the server is asked whether anybody listens on an inbox; no more can be known. */
function heardWords(outcome: PublishOutcome): string {
  return outcome.state === "taken" && outcome.isListenedTo
    ? "somebody listens on this inbox; whether they still wait, NATS does not tell"
    : "who heard it, core NATS does not tell";
}

function storedWords({ stream, sequence, isDuplicate }: PublishOutcome & { state: "stored" }) {
  return isDuplicate
    ? `Duplicate: stream ${stream} has it as sequence ${sequence}`
    : `Stored in stream ${stream} as sequence ${sequence}`;
}
