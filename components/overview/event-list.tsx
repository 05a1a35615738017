"use client";

import { useMemo, useState } from "react";
import { Panel } from "@/components/ui/panel";
import { useFormat } from "@/components/ui/use-format";
import type { SystemEvent } from "@/lib/model/events";
import { type EventLine, eventLines } from "./event-lines";

const shownAtFirst = 7;

const tones = { info: "text-unknown", attention: "text-attention", trouble: "text-trouble" };
const marks = { info: "○", attention: "◆", trouble: "▲" };
const words = { info: "", attention: "Attention: ", trouble: "Trouble: " };

/** What NATS told of itself lately, the newest first. */
export function EventList({ events }: { events: SystemEvent[] | undefined }) {
  const [isWhole, setWhole] = useState(false);
  const lines = useMemo(() => eventLines(events ?? []), [events]);
  const shown = isWhole ? lines : lines.slice(0, shownAtFirst);
  return (
    <Panel title="Events">
      <div className="border-line border-t">
        {events?.length === 0 && (
          <p className="py-3 text-small text-soft">
            None since the console was started. Streams and consumers that are created, changed,
            deleted, or get another leader are told here.
          </p>
        )}
        <ol>
          {shown.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ol>
        {lines.length > shownAtFirst && (
          <button
            type="button"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
            className="mt-1 h-7 text-accent text-small underline-offset-2 hover:underline max-md:h-10"
          >
            {isWhole ? "Show fewer" : `Show ${lines.length - shownAtFirst} earlier`}
          </button>
        )}
      </div>
    </Panel>
  );
}

function Line({ line }: { line: EventLine }) {
  const format = useFormat();
  return (
    <li className="flex gap-2.5 border-line border-b py-1.5 last:border-b-0">
      <span
        aria-hidden="true"
        className={`w-3 shrink-0 text-center text-tiny leading-[1.125rem] ${tones[line.severity]}`}
      >
        {marks[line.severity]}
      </span>
      <span className="min-w-0 flex-1 break-words text-small" title={line.each.join("\n")}>
        <span className="sr-only">{words[line.severity]}</span>
        {line.words}
      </span>
      <time
        dateTime={new Date(line.lastMs).toISOString()}
        title={format.moment(line.lastMs)}
        className="shrink-0 text-small text-soft tabular-nums"
      >
        {format.clock(line.lastMs)}
      </time>
    </li>
  );
}
