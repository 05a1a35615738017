import { formatDuration } from "@/lib/format/duration";
import type { ConnectionStatus } from "@/lib/model/connection";

/** How a connection is: a word, a shape, a colour, and why. */
export type StatusFace = { word: string; mark: string; tone: string; since?: string; why?: string };

/** The same words and shapes as in the badge of the tab's own connection. */
export function faceOfStatus(status: ConnectionStatus, nowMs: number): StatusFace {
  switch (status.state) {
    case "connecting":
      return { word: "Connecting", mark: "◌", tone: "text-unknown" };
    case "connected":
      return {
        word: "Connected",
        mark: "●",
        tone: "text-ok",
        since: `for ${formatDuration(nowMs - status.sinceMs)}`,
      };
    case "lost":
      return {
        word: "Reconnecting",
        mark: "◐",
        tone: "text-attention",
        since: `for ${formatDuration(nowMs - status.sinceMs)}`,
        why: status.why,
      };
    case "refused":
      return { word: "Refused", mark: "✕", tone: "text-trouble", why: status.why };
    case "direct":
      return {
        word: "Direct",
        mark: "○",
        tone: "text-unknown",
        why: "The browser opens it when a page of it is open.",
      };
  }
}
