import type { WebSocket } from "ws";

/** Why a browser is not read for the moment. */
type HoldReason = "server is slow" | "too many frames";

/** Stops reading a browser while there is a reason to. */
export type Hold = { begin(reason: HoldReason): void; end(reason: HoldReason): void };

/** A browser is read again when the last reason is gone. */
export function createHold(browser: Pick<WebSocket, "pause" | "resume">): Hold {
  const reasons = new Set<HoldReason>();
  return {
    begin(reason) {
      if (reasons.size === 0) browser.pause();
      reasons.add(reason);
    },
    end(reason) {
      if (reasons.delete(reason) && reasons.size === 0) browser.resume();
    },
  };
}
