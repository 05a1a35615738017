import type { SystemEvent } from "@/lib/model/events";

/** What happened, as one sentence without its time; the names in it are those of NATS. */
export function wordsOfEvent(event: SystemEvent): string {
  const words = sentence(event);
  return event.count > 1 ? `${words}, ${event.count} times` : words;
}

function sentence(event: SystemEvent): string {
  const stream = event.stream ?? "a stream";
  const consumer = event.consumer === undefined ? "a consumer" : `${stream} › ${event.consumer}`;
  const server = event.server ?? "a server";
  switch (event.kind) {
    case "stream-created":
      return `Stream ${stream} was created`;
    case "stream-updated":
      return `Stream ${stream} was changed${inDetail(event)}`;
    case "stream-deleted":
      return `Stream ${stream} was deleted`;
    case "stream-leader":
      return led(`Stream ${stream}`, event.leader);
    case "stream-quorum-lost":
      return `Stream ${stream} lost its quorum: it takes and gives nothing until most of its servers are back`;
    case "stream-snapshot":
      return `Stream ${stream} was backed up`;
    case "stream-restore":
      return `Stream ${stream} was restored`;
    case "batch-abandoned":
      return `A batch into ${stream} was given up${because(event)}`;
    case "consumer-created":
      return `Consumer ${consumer} was created`;
    case "consumer-updated":
      return `Consumer ${consumer} was changed${inDetail(event)}`;
    case "consumer-deleted":
      return `Consumer ${consumer} was deleted`;
    case "consumer-paused":
      return `Consumer ${consumer} was paused`;
    case "consumer-resumed":
      return `Consumer ${consumer} goes on`;
    case "consumer-pinned":
      return `Consumer ${consumer} was pinned to one client`;
    case "consumer-unpinned":
      return `Consumer ${consumer} is no longer pinned${because(event)}`;
    case "consumer-leader":
      return led(`Consumer ${consumer}`, event.leader);
    case "consumer-quorum-lost":
      return `Consumer ${consumer} lost its quorum: it delivers nothing until most of its servers are back`;
    case "message-terminated":
      return `${consumer} ended message ${event.sequence ?? "?"} for good${because(event)}`;
    case "message-gave-up":
      return `${consumer} gave up on message ${event.sequence ?? "?"} after ${event.deliveries ?? "all its"} deliveries`;
    case "message-naked":
      return `${consumer} sent message ${event.sequence ?? "?"} back`;
    case "server-shutdown":
      return `Server ${server} shuts down`;
    case "server-lame-duck":
      return `Server ${server} sends its clients away before it stops`;
    case "server-gone":
      return `Server ${server} does not answer any more`;
    case "server-back":
      return `Server ${server} answers again`;
    case "server-out-of-storage":
      return `Server ${server} has no room left for JetStream`;
    case "meta-leader":
      return led("JetStream", event.leader);
  }
}

/** R03: an election is how a cluster heals, and is told as that. */
function led(what: string, leader: string | undefined): string {
  return leader === undefined
    ? `${what} is electing a leader`
    : `${what} elected ${leader} its leader`;
}

function inDetail({ change }: SystemEvent): string {
  return change === undefined ? "" : `: ${change}`;
}

function because({ reason }: SystemEvent): string {
  return reason === undefined || reason === "" ? "" : `: ${reason}`;
}
