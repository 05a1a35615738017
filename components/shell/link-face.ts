import type { Format } from "@/lib/format/format";
import { formatServerName } from "@/lib/format/server-name";
import type { LinkStatus } from "@/lib/model/link";

/** A status as the badge shows it. */
export type LinkFace = {
  word: string;
  mark: string;
  tone: string;
  detail?: string;
  /** Beside the detail, and not read out at each change: times, and where it was before. */
  note?: string;
  /** The whole of it. */
  title?: string;
  /** When it is tried again, to be counted down to. */
  nextTryMs?: number;
  /** Whether a test would say more. */
  canTest?: boolean;
};

/** What the face depends on besides the status: how times are written, and whether what is shown is old. */
export type FaceOptions = { format: Format; isStale?: boolean };

/** The words, shape and colour of a status. */
export function faceOf(status: LinkStatus, options: FaceOptions): LinkFace {
  const { format } = options;
  switch (status.state) {
    case "connecting":
      return { word: "Connecting", mark: "◌", tone: "text-unknown" };
    case "connected":
      return connectedFace(status, options);
    case "reconnecting":
      return {
        word: "Reconnecting",
        mark: "◐",
        tone: "text-attention",
        detail: causeOf(status.why),
        note: `since ${format.clock(status.sinceMs)}`,
        ...(status.nextTryMs === undefined ? {} : { nextTryMs: status.nextTryMs }),
        title: sentence(
          status.why,
          `Since ${format.clock(status.sinceMs)}`,
          nextTry(status, format),
        ),
        canTest: true,
      };
    case "refused":
      return {
        word: "Refused",
        mark: "✕",
        tone: "text-trouble",
        detail: status.why,
        ...(status.nextTryMs ? { note: nextTry(status, format) } : {}),
        title: sentence(status.why, nextTry(status, format)),
        canTest: true,
      };
    case "credentials":
      return {
        word: "Signed out",
        mark: "○",
        tone: "text-attention",
        ...(status.why ? { detail: status.why, title: status.why } : {}),
      };
    case "unknown":
      return { word: "No such connection", mark: "✕", tone: "text-trouble" };
  }
}

function connectedFace(
  { server, sinceMs, movedFrom, rttMs }: LinkStatus & { state: "connected" },
  { format, isStale = false }: FaceOptions,
): LinkFace {
  const name = formatServerName(server.name);
  const before = movedFrom && formatServerName(movedFrom.name);
  const since = `On ${name} since ${format.clock(sinceMs)}`;
  const rtt = rttMs === undefined ? undefined : `${formatRtt(rttMs)} ms`;
  const parts = [name, server.version, rtt].filter((part) => part !== undefined);
  return {
    word: "Connected",
    ...(isStale ? { mark: "◐", tone: "text-attention" } : { mark: "●", tone: "text-ok" }),
    detail: parts.join(" · "),
    ...(before ? { note: `moved from ${before}` } : {}),
    title: sentence(
      movedFrom
        ? `${since}, before that on ${before} until ${format.clock(movedFrom.lostMs)}`
        : since,
    ),
  };
}

/** Loopback answers in fractions of a millisecond: there they say something. */
function formatRtt(rttMs: number): string {
  return rttMs < 10 ? String(Number(rttMs.toFixed(1))) : String(Math.round(rttMs));
}

function nextTry({ nextTryMs }: { nextTryMs?: number }, format: Format): string {
  return nextTryMs === undefined ? "" : `next try at ${format.clock(nextTryMs)}`;
}

const unreached = "The NATS server can't be reached: ";

/** That it can't be reached, "Reconnecting" says already; there is room for why. */
function causeOf(why: string): string {
  if (!why.startsWith(unreached)) return why;
  const cause = why.slice(unreached.length);
  return `${cause.charAt(0).toUpperCase()}${cause.slice(1)}`;
}

/** Sentences one after the other, each with one full stop. */
function sentence(...parts: string[]): string {
  return parts
    .filter((part) => part !== "")
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1).replace(/\.$/, "")}.`)
    .join(" ");
}
