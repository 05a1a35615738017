import { formatAge } from "@/lib/format/duration";
import { formatExact } from "@/lib/format/number";
import { formatServerName } from "@/lib/format/server-name";
import type { SystemEvent } from "@/lib/model/events";
import type { Snapshot } from "@/lib/model/snapshot";
import type { Trouble } from "@/lib/model/trouble";

const recentMs = 15 * 60_000;

/** What NATS told of in the last quarter of an hour and is bad; alike ones are one. */
export function eventTroubles(snapshot: Snapshot): Trouble[] {
  const { events, answeredMs } = snapshot;
  const bad = events.filter(
    ({ severity, lastMs }) => severity === "trouble" && answeredMs - lastMs <= recentMs,
  );
  const groups = new Map<string, SystemEvent[]>();
  for (const event of bad) {
    const group = groupOf(event);
    groups.set(group, [...(groups.get(group) ?? []), event]);
  }
  return [...groups].flatMap(([group, alike]) => {
    const [newest] = alike;
    if (!newest || isTold(newest, snapshot)) return [];
    const count = alike.reduce((total, event) => total + event.count, 0);
    return [toTrouble(group, newest, count, answeredMs)];
  });
}

function groupOf({ kind, stream, consumer, server }: SystemEvent): string {
  return `event ${[kind, stream ?? server ?? "", consumer ?? ""].join(" ")}`;
}

/** What lasts is told as what is, and what is over is told by the events alone. */
function isTold({ kind, stream, server }: SystemEvent, { servers, streams }: Snapshot): boolean {
  if (kind === "server-gone" || kind === "server-shutdown") {
    return isAmong(servers.value?.servers, ({ name, id }) => server === name || server === id);
  }
  return kind === "stream-quorum-lost" && isAmong(streams.value, ({ name }) => name === stream);
}

function isAmong<T>(known: readonly T[] | undefined, isIt: (one: T) => boolean): boolean {
  return known?.some(isIt) ?? false;
}

function toTrouble(id: string, event: SystemEvent, count: number, nowMs: number): Trouble {
  const { stream, server } = event;
  const about = {
    ...(stream === undefined ? {} : { stream }),
    ...(server === undefined ? {} : { server }),
  };
  const times = count === 1 ? "" : `${formatExact(count)} times in the last 15 minutes, `;
  const last = `${times}${count === 1 ? "" : "the last "}${formatAge(nowMs - event.lastMs)}`;
  return {
    id,
    severity: event.kind === "server-out-of-storage" ? "trouble" : "attention",
    title: titleOf(event),
    detail: `${last.slice(0, 1).toUpperCase()}${last.slice(1)}${event.reason ? `: ${event.reason}` : ""}.`,
    ...(Object.keys(about).length > 0 ? { about } : {}),
  };
}

function titleOf({ kind, stream, consumer, server }: SystemEvent): string {
  const where =
    consumer === undefined ? `Stream ${stream ?? "?"}` : `Consumer ${consumer} of ${stream ?? "?"}`;
  const machine = `Server ${server === undefined ? "?" : formatServerName(server)}`;
  switch (kind) {
    case "stream-quorum-lost":
    case "consumer-quorum-lost":
      return `${where} lost its quorum`;
    case "message-gave-up":
      return `${where} gave up on messages`;
    case "message-terminated":
      return `${where} ended messages for good`;
    case "batch-abandoned":
      return `A batch into ${stream ?? "a stream"} was given up`;
    case "server-out-of-storage":
      return `${machine} has no room left for JetStream`;
    case "server-gone":
      return `${machine} did not answer any more`;
    case "server-shutdown":
      return `${machine} was shut down`;
    case "server-lame-duck":
      return `${machine} sends its clients away before it stops`;
    default:
      return `${server === undefined ? where : machine}: ${kind.replaceAll("-", " ")}`;
  }
}
