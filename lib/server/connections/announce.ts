import { setTimeout as sleep } from "node:timers/promises";
import { formatServerName } from "@/lib/format/server-name";
import type { ConnectionStatus } from "@/lib/model/connection";
import type { Log } from "@/lib/server/http/log";
import type { Step } from "@/lib/server/steps/steps.mjs";

const firstWordWithinMs = 3_000;

/** Says on the terminal what becomes of a connection: once as a step of the start, then each change. */
export type Announcer = {
  hear(status: ConnectionStatus): void;
  /** Waits until something is known, but not for long. */
  firstWord(status: () => ConnectionStatus | undefined): Promise<ConnectionStatus>;
  /** A tick stands only where somebody answered; else why not, and the console opens all the same. */
  endStep(step: Step, label: string, status: () => ConnectionStatus | undefined): Promise<void>;
};

/** What was said already is not said again, however often it is tried. */
export function createAnnouncer(log: Log): Announcer {
  let said: ConnectionStatus["state"] | undefined;
  return {
    hear(status) {
      if (status.state === "connecting" || status.state === said) return;
      const isNews = said !== undefined;
      said = status.state;
      if (isNews) log(status.state === "connected" ? "info" : "warn", `NATS: ${inWords(status)}`);
    },
    firstWord,
    async endStep(step, label, status) {
      const now = await firstWord(status);
      if (now.state === "connected") step.done(`${label}: ${inWords(now)}`);
      else step.warn(`${label}: ${inWords(now)}`);
    },
  };
}

async function firstWord(status: () => ConnectionStatus | undefined): Promise<ConnectionStatus> {
  const untilMs = performance.now() + firstWordWithinMs;
  while (performance.now() < untilMs && status()?.state === "connecting") await sleep(20);
  return status() ?? { state: "connecting" };
}

function inWords(status: ConnectionStatus): string {
  if (status.state === "connecting") return "no answer yet, trying on";
  if (status.state === "direct") return "dialled by the browser itself";
  if (status.state !== "connected") return `${status.state}: ${status.why}`;
  return `connected to ${formatServerName(status.server.name)}, ${status.server.version}`;
}
