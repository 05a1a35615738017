"use client";

import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import type { ResponderState } from "@/lib/model/publish";
import { MessageParts } from "./message-parts";
import { refusedWords } from "./outcome-words";
import type { ResponderHolder } from "./use-responder";

/** What the responder has heard and answered. */
export function ResponderView({ holder }: { holder: ResponderHolder }) {
  const format = useFormat();
  const { responder, state, isRunning, error } = holder;
  if (!responder) return null;
  const on = responder.queue === undefined ? "" : ` in queue group ${responder.queue}`;
  return (
    <section aria-label="Responder" className="grid gap-2">
      {error && <Problem words={refusedWords("The responder ended", error)} />}
      <p role="status" className="break-words text-small">
        <span className={isRunning ? "text-ok" : "text-soft"}>
          {isRunning ? "● Answering" : "– Stopped"}
        </span>{" "}
        on <span className="font-mono">{responder.subject}</span>
        {on}
        {isRunning && <span className="text-soft">, until it is stopped or this is left</span>}
      </p>
      {state?.isLost && isRunning && (
        <p className="text-attention text-small">
          The connection is lost: requests go elsewhere until it is back.
        </p>
      )}
      {state && (
        <p className="text-small tabular-nums">
          {format.exact(state.received)} received, {format.exact(state.answered)} answered
          {rest(state, format.exact)}
        </p>
      )}
      {state && state.last.length > 0 && (
        <ol aria-label="Last requests" className="grid gap-1">
          {state.last.map((request) => (
            <li key={request.n} className="border-line border-t pt-1.5">
              <p className="flex flex-wrap gap-x-3 text-small tabular-nums">
                <span className="text-soft">{format.clock(request.atMs)}</span>
                <span className="break-words font-mono">{request.subject}</span>
                <span className="text-soft">{format.bytesText(request.sizeBytes)}</span>
                {request.reply === undefined && (
                  <span className="text-attention">asked for no answer</span>
                )}
              </p>
              <MessageParts message={request} name={`request-${request.n}`} isOpen={false} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function rest({ unasked, failed }: ResponderState, exact: (count: number) => string): string {
  const parts = [
    unasked > 0 && `, ${exact(unasked)} asked for no answer`,
    failed > 0 && `, ${exact(failed)} could not be answered`,
  ];
  return parts.filter(Boolean).join("");
}
