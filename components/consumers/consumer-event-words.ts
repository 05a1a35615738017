import type { Mark } from "@/components/charts/series";
import type { EventKind, SystemEvent } from "@/lib/model/events";

/** What happened to a consumer or its stream, as a mark on a chart says it. */
const words: Partial<Record<EventKind, (event: SystemEvent) => string>> = {
  "stream-created": () => "stream created",
  "stream-updated": () => "stream changed",
  "stream-deleted": () => "stream deleted",
  "stream-leader": ({ leader }) => led("stream", leader),
  "stream-quorum-lost": () => "stream lost its quorum",
  "stream-restore": () => "stream restored",
  "consumer-created": () => "created or changed",
  "consumer-deleted": () => "deleted",
  "consumer-paused": () => "paused",
  "consumer-resumed": () => "goes on",
  "consumer-pinned": () => "pinned to one client",
  "consumer-unpinned": () => "no longer pinned",
  "consumer-leader": ({ leader }) => led("", leader),
  "consumer-quorum-lost": () => "lost its quorum",
  "message-terminated": ({ sequence }) => `message ${sequence ?? "?"} ended for good`,
  "message-gave-up": ({ sequence }) => `gave up on message ${sequence ?? "?"}`,
  "message-naked": ({ sequence }) => `message ${sequence ?? "?"} sent back`,
  "meta-leader": ({ leader }) => led("JetStream", leader),
};

function led(what: string, leader: string | undefined): string {
  const whose = what === "" ? "" : `${what}: `;
  return leader === undefined ? `${whose}electing a leader` : `${whose}leader ${leader}`;
}

/** The marks of what may have something to do with a bend in a line. */
export function eventMarks(events: readonly SystemEvent[]): Mark[] {
  return events.flatMap((event) => {
    const label = words[event.kind]?.(event);
    if (label === undefined) return [];
    const severity = event.severity === "info" ? ("unknown" as const) : event.severity;
    const times = event.count > 1 ? `, ${event.count} times` : "";
    return [{ atMs: event.lastMs, label: `${label}${times}`, severity }];
  });
}
