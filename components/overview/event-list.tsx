"use client";

import { Panel } from "@/components/ui/panel";
import { useFormat } from "@/components/ui/use-format";
import type { SystemEvent } from "@/lib/model/events";
import { wordsOfEvent } from "./event-words";

const shown = 12;

const tones = { info: "text-unknown", attention: "text-attention", trouble: "text-trouble" };
const marks = { info: "○", attention: "◆", trouble: "▲" };
const words = { info: "", attention: "Attention: ", trouble: "Trouble: " };

/** What NATS told of itself lately, the newest first. */
export function EventList({ events }: { events: SystemEvent[] | undefined }) {
  const format = useFormat();
  return (
    <Panel title="Events" note={events && events.length > shown ? `the last ${shown}` : undefined}>
      <div className="border-line border-t">
        {events?.length === 0 && (
          <p className="py-3 text-small text-soft">
            None since the console was started. Streams and consumers that are created, changed,
            deleted, or get another leader are told here.
          </p>
        )}
        <ol>
          {events?.slice(0, shown).map((event) => (
            <li key={event.id} className="flex gap-2.5 border-line border-b py-1.5 last:border-b-0">
              <span
                aria-hidden="true"
                className={`w-3 shrink-0 text-center text-tiny leading-[1.125rem] ${tones[event.severity]}`}
              >
                {marks[event.severity]}
              </span>
              <span className="min-w-0 flex-1 break-words text-small">
                <span className="sr-only">{words[event.severity]}</span>
                {wordsOfEvent(event)}
              </span>
              <time
                dateTime={new Date(event.lastMs).toISOString()}
                title={format.moment(event.lastMs)}
                className="shrink-0 text-small text-soft tabular-nums"
              >
                {format.clock(event.lastMs)}
              </time>
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  );
}
