import {
  eventLimit,
  flowPoints,
  tailBodyBytes,
  tailKeptBytes,
  tailSubjects,
} from "@/lib/live/limits";
import type { Limit, LimitGroup } from "@/lib/model/limit";
import { type GatewayLimits, gatewayLimits } from "@/lib/server/gateway/limits";
import { mostEvents } from "@/lib/server/history/retain";
import { type HistorySettings, usualHistory } from "@/lib/server/history/settings";
import {
  downloadStalledMs,
  maxBodyBytes,
  maxHeaderBytes,
  maxTargetBytes,
  mostDownloads,
  mostTests,
  requestTimeoutMs,
} from "./limits";

/** The bounds that somebody can run into, as they hold for this start, in words. */
export function tellLimits(
  given: Partial<GatewayLimits>,
  history: HistorySettings = usualHistory,
): LimitGroup[] {
  const gateway = { ...gatewayLimits, ...given };
  return [
    {
      title: "Sockets to NATS",
      limits: [
        {
          ...count("Sockets in all", gateway.sockets),
          words: "Beyond, a browser is told so and tries again.",
          setBy: "NATSIGHT_GATEWAY_SOCKETS",
        },
        {
          ...count("Sockets of one address", gateway.socketsOfAddress),
          words: "A tab has one, and another one while it tails, searches or exports.",
          setBy: "NATSIGHT_GATEWAY_SOCKETS_PER_ADDRESS",
        },
        {
          ...count("Subscriptions of a socket", gateway.subscriptions),
          words: "The next one is refused; the socket stays open.",
        },
        {
          ...bytes("Unsent to a browser", gateway.pauseAboveBytes),
          words: "Beyond, NATS is not read until the browser has taken what it was sent.",
        },
        {
          ...span("A browser that takes nothing", gateway.stalledMs),
          words: "Then its socket is closed, so that it holds nobody up.",
        },
        {
          ...bytes("Payload", gateway.payloadBytes),
          words: "The server's own max_payload holds where it is smaller.",
        },
        {
          ...bytes("Protocol line", gateway.controlLineBytes),
          words: "A longer one ends the socket.",
        },
        {
          ...perSecond("Frames from a browser", gateway.framesPerSecond),
          words: `${gateway.framesAtOnce.toLocaleString("en")} at once; beyond, it is not read for a moment.`,
        },
        {
          ...perSecond("Refused frames", gateway.refusedPerSecond),
          words: "Whoever asks more often for what its role may not do is let go.",
        },
        {
          ...count("Consumers for looking, of a socket", gateway.consumersOfSocket),
          words: `Of the console's own, which end by themselves; ${gateway.consumers} on a connection.`,
        },
        {
          ...span("Dialling a server", gateway.dialMs),
          words: "For all of its addresses together.",
        },
      ],
    },
    {
      title: "Requests",
      limits: [
        { ...bytes("Body", maxBodyBytes), words: "A longer one is refused with 413." },
        { ...bytes("Headers", maxHeaderBytes), words: "More are refused with 431." },
        { ...bytes("Address", maxTargetBytes), words: "A longer one is refused with 400." },
        {
          ...span("A whole request", requestTimeoutMs),
          words: "A slower one is refused with 408.",
        },
        {
          ...count("Tests of connections at once", mostTests),
          words: "Another one is refused until one has ended.",
        },
        {
          ...count("Downloads of objects at once", mostDownloads),
          words: "Another one is refused with 503 until one has ended.",
        },
        {
          ...span("A download that nobody takes", downloadStalledMs),
          words: "Then it is broken off, so that it keeps nobody from theirs.",
        },
      ],
    },
    {
      title: "Kept on disk",
      limits: [
        {
          ...bytes("History", history.maxBytes),
          words: "Beyond, what is kept by the tick shortens first.",
          setBy: "NATSIGHT_HISTORY_MAX_BYTES",
        },
        {
          ...span("History by the tick", history.fineMs),
          words: "A point every 10 seconds.",
          setBy: "NATSIGHT_HISTORY_FINE",
        },
        {
          ...span("History by the minute", history.minuteMs),
          words: "With the lowest, highest and last of each.",
          setBy: "NATSIGHT_HISTORY_MINUTE",
        },
        {
          ...span("History by the quarter of an hour", history.quarterMs),
          words: "What is older is thrown away.",
          setBy: "NATSIGHT_HISTORY_QUARTER",
        },
        {
          ...count("Events of the history", mostEvents),
          words: "The newest of each connection.",
        },
      ],
    },
    {
      title: "Kept in memory",
      limits: [
        {
          ...count("Points of a line", flowPoints),
          words: "Fifteen minutes of each connection, at one every two seconds.",
        },
        { ...count("Events", eventLimit), words: "The newest of each connection." },
        {
          ...bytes("Messages of a tail", tailKeptBytes),
          words: "In the tab; the oldest go first, however many rows are asked for.",
        },
        {
          ...bytes("One message of a tail", tailBodyBytes),
          words: "Of a bigger payload the beginning is kept.",
        },
        {
          ...count("Subjects of a tail", tailSubjects),
          words: "Those beyond count for the branch that they grow from.",
        },
      ],
    },
  ];
}

type Bound = Pick<Limit, "name" | "value" | "unit">;

function count(name: string, value: number): Bound {
  return { name, value, unit: "count" };
}

function bytes(name: string, value: number): Bound {
  return { name, value, unit: "bytes" };
}

function span(name: string, value: number): Bound {
  return { name, value, unit: "ms" };
}

function perSecond(name: string, value: number): Bound {
  return { name, value, unit: "per-second" };
}
