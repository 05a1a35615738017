import type { Mark, Span } from "@/components/charts/series";
import type { EventKind, SystemEvent } from "@/lib/model/events";

/** What happened to a consumer or its stream, as a mark on a chart says it. */
const words: Partial<Record<EventKind, (event: SystemEvent) => string>> = {
  "stream-created": () => "stream created",
  "stream-updated": ({ change }) => changed("stream changed", change),
  "stream-deleted": () => "stream deleted",
  "stream-leader": ({ leader }) => led("stream", leader),
  "stream-quorum-lost": () => "stream lost its quorum",
  "stream-restore": () => "stream restored",
  "consumer-created": () => "created",
  "consumer-updated": ({ change }) => changed("changed", change),
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

function changed(what: string, change: string | undefined): string {
  return change === undefined ? what : `${what}: ${change}`;
}

function led(what: string, leader: string | undefined): string {
  const whose = what === "" ? "" : `${what}: `;
  return leader === undefined ? `${whose}electing a leader` : `${whose}leader ${leader}`;
}

/** Several of a kind, where each names a message of its own. */
const several: Partial<Record<EventKind, string>> = {
  "message-terminated": "messages ended for good",
  "message-gave-up": "messages given up",
  "message-naked": "messages sent back",
};

/** Nearer than this part of the picture, what happens again is one mark: a row of them would be a bar. */
const nearest = 60;

/** The marks of what may have something to do with a bend in a line, the oldest first. */
export function eventMarks(events: readonly SystemEvent[], { fromMs, toMs }: Span): Mark[] {
  const nearMs = (toMs - fromMs) / nearest;
  const runs = new Map<EventKind, SystemEvent[][]>();
  for (const event of events) {
    if (!words[event.kind]) continue;
    const ofKind = runs.get(event.kind) ?? [];
    const run = ofKind.at(-1);
    const lastMs = run?.at(-1)?.lastMs ?? Number.NEGATIVE_INFINITY;
    if (run && event.firstMs - lastMs <= nearMs) run.push(event);
    else ofKind.push([event]);
    runs.set(event.kind, ofKind);
  }
  return [...runs.values()]
    .flat()
    .map(toMark)
    .sort((one, other) => one.atMs - other.atMs);
}

function toMark(run: readonly SystemEvent[]): Mark {
  const [first] = run;
  const last = run.at(-1) ?? first;
  if (!first || !last) return { atMs: 0, label: "", severity: "unknown" };
  const count = run.reduce((sum, event) => sum + event.count, 0);
  const label = (run.length > 1 && several[last.kind]) || words[last.kind]?.(last) || "";
  return {
    atMs: last.lastMs,
    label: count > 1 ? `${label}, ${count} times` : label,
    severity: last.severity === "info" ? "unknown" : last.severity,
  };
}
