import { setTimeout as sleep } from "node:timers/promises";
import { formatServerName } from "@/lib/format/server-name";
import type { ConnectionStatus } from "@/lib/model/connection";
import type { Log } from "@/lib/server/http/log";
import type { Step } from "@/lib/server/steps/steps.mjs";

const firstWordWithinMs = 3_000;

/** Says on the terminal what becomes of the connections: the default one as a step of the start, then each change. */
export type Announcer = {
  hear(id: string, status: ConnectionStatus): void;
  /** Waits until something is known, but not for long. */
  firstWord(status: () => ConnectionStatus | undefined): Promise<ConnectionStatus>;
  /** A tick stands only where somebody answered; else why not, and the console opens all the same. */
  endStep(step: Step, label: string, status: () => ConnectionStatus | undefined): Promise<void>;
};

/** What the announcer has to know of the connections. */
export type Known = {
  /** What one is called; undefined where there is only one, and everybody knows which. */
  nameOf: (id: string) => string | undefined;
  /** True for the one whose first word is a step of the start. */
  isStep: (id: string) => boolean;
};

/** What was said already is not said again, however often it is tried. */
export function createAnnouncer(log: Log, { nameOf, isStep }: Known): Announcer {
  const said = new Map<string, ConnectionStatus["state"]>();
  return {
    hear(id, status) {
      const before = said.get(id);
      if (status.state === "connecting" || status.state === before) return;
      said.set(id, status.state);
      const isGood = status.state === "connected";
      if (before === undefined && (isGood || isStep(id))) return;
      const name = nameOf(id);
      const about = name === undefined ? "NATS" : `NATS, ${name}`;
      log(isGood ? "info" : "warn", `${about}: ${inWords(status)}`);
    },
    firstWord,
    async endStep(step, label, status) {
      const now = await firstWord(status);
      if (now.state === "connected" || now.state === "direct") {
        step.done(`${label}: ${inWords(now)}`);
      } else step.warn(`${label}: ${inWords(now)}`);
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
