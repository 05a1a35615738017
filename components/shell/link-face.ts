import { formatClock } from "@/lib/format/clock";
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
  /** Whether a test would say more. */
  canTest?: boolean;
};

/** The words, shape and colour of a status. */
export function faceOf(status: LinkStatus): LinkFace {
  switch (status.state) {
    case "connecting":
      return { word: "Connecting", mark: "◌", tone: "text-unknown" };
    case "connected":
      return connectedFace(status);
    case "reconnecting":
      return {
        word: "Reconnecting",
        mark: "◐",
        tone: "text-attention",
        detail: status.why,
        note: `since ${formatClock(status.sinceMs)}`,
        title: sentence(status.why, `Since ${formatClock(status.sinceMs)}`, nextTry(status)),
        canTest: true,
      };
    case "refused":
      return {
        word: "Refused",
        mark: "✕",
        tone: "text-trouble",
        detail: status.why,
        ...(status.nextTryMs ? { note: nextTry(status) } : {}),
        title: sentence(status.why, nextTry(status)),
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

function connectedFace({
  server,
  sinceMs,
  movedFrom,
}: LinkStatus & { state: "connected" }): LinkFace {
  const name = formatServerName(server.name);
  const before = movedFrom && formatServerName(movedFrom.name);
  const since = `On ${name} since ${formatClock(sinceMs)}`;
  return {
    word: "Connected",
    mark: "●",
    tone: "text-ok",
    detail: `${name} · ${server.version}`,
    ...(before ? { note: `moved from ${before}` } : {}),
    title: sentence(
      movedFrom
        ? `${since}, before that on ${before} until ${formatClock(movedFrom.lostMs)}`
        : since,
    ),
  };
}

function nextTry({ nextTryMs }: { nextTryMs?: number }): string {
  return nextTryMs === undefined ? "" : `next try at ${formatClock(nextTryMs)}`;
}

/** Sentences one after the other, each with one full stop. */
function sentence(...parts: string[]): string {
  return parts
    .filter((part) => part !== "")
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1).replace(/\.$/, "")}.`)
    .join(" ");
}
