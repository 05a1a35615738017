import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "@/lib/server/connections/target";
import { type DialFailure, type Dialled, dial } from "@/lib/server/dial/dial";
import { type DialError, describeDialError, isTlsRefusal } from "@/lib/server/dial/dial-error";
import { passOver } from "@/lib/server/dial/url-order";
import type { CloseCause } from "./close-codes";
import type { GatewayLimits } from "./limits";
import { createQueue } from "./queue";

/** How the browsers of one target get to its servers; while none answers, one probe asks for all of them. */
export type Reach = {
  /** A connection of the browser's own, or why there is none: at once where that is known. */
  open(signal: AbortSignal): Promise<Dialled | Unreached>;
  /** A server let go of a connection: who comes next begins with another address, and finds out first. */
  lost(url: string): void;
  /** A server refused the credentials. True when every address has, one after the other. */
  refused(url: string): boolean;
  accepted(): void;
  /** Gives up what is under way. */
  end(): void;
};

/** Why a browser is not let in; without a cause, nobody waits for the answer any more. */
type Unreached = { ok: false; cause: CloseCause | undefined; detail: string };

/** Who hears of each new reason, and of its end. */
export type ReachOptions = { limits: GatewayLimits; log: (words: string) => void };

/** Unsure: nobody knows, so the first who comes dials and the others wait for what it finds. */
type State = { kind: "unsure" } | { kind: "up" } | { kind: "down"; why: Unreached };

const givenUp: Unreached = { ok: false, cause: undefined, detail: "" };

/** Dials for the browsers of one target. */
export function createReach(target: Target, { limits, log }: ReachOptions): Reach {
  const ended = new AbortController();
  const queue = createQueue<Unreached>(() => (state.kind === "up" ? limits.dialsAtOnce : 1));
  const refusals = new Set<string>();
  let state: State = { kind: "unsure" };
  let askedMs = 0;
  let said = "";

  const say = ({ tried }: DialFailure) => {
    // Browsers and the probe ask on and on: what was said already is not said again.
    const lines = tried.map(({ url, error }) => `${url}: ${error.detail}`);
    if (lines.join() === said) return;
    said = lines.join();
    for (const line of lines) log(line);
  };
  const learn = (result: Dialled | DialFailure): Dialled | Unreached => {
    if (result.ok) {
      said = "";
      if (state.kind !== "up") state = { kind: "up" };
      return result;
    }
    if (result.error.kind === "aborted") return givenUp;
    say(result);
    const why = unreached(result.error);
    if (state.kind === "down") {
      state.why = why;
      return why;
    }
    const outage: State = { kind: "down", why };
    state = outage;
    queue.dismiss(why);
    probe(outage).catch(() => {});
    return why;
  };
  const dialOnce = (signal: AbortSignal) =>
    dial(target, { timeoutMs: limits.dialMs, signal: AbortSignal.any([signal, ended.signal]) });

  const probe = async (outage: State & { kind: "down" }) => {
    for (let beganMs = Date.now(); state === outage; ) {
      const everyMs = outage.why.cause === "tlsRefused" ? limits.refusedProbeMs : limits.probeMs;
      const restMs = Math.max(0, beganMs + everyMs - Date.now());
      await pause(restMs, undefined, { signal: ended.signal });
      if (state !== outage) return;
      if (Date.now() - askedMs > limits.probeIdleMs) {
        state = { kind: "unsure" };
        return;
      }
      beganMs = Date.now();
      const result = learn(await dialOnce(ended.signal));
      if (result.ok) result.stream.destroy();
    }
  };

  return {
    async open(signal) {
      askedMs = Date.now();
      if (state.kind === "down") return state.why;
      const turn = await queue.enter(signal);
      if (turn !== "yours") return turn ?? givenUp;
      try {
        return learn(await dialOnce(signal));
      } finally {
        queue.leave();
      }
    },
    lost(url) {
      passOver(target, url);
      if (state.kind === "up") state = { kind: "unsure" };
    },
    refused(url) {
      refusals.add(url);
      passOver(target, url);
      return refusals.size >= target.urls.length;
    },
    accepted: () => refusals.clear(),
    end() {
      ended.abort();
      queue.dismiss(givenUp);
    },
  };
}

function unreached(error: DialError): Unreached {
  return { ok: false, cause: causeOf(error), detail: describeDialError(error) };
}

function causeOf(error: DialError): CloseCause {
  if (error.kind === "not-nats") return "badServer";
  return isTlsRefusal(error) ? "tlsRefused" : "unreachable";
}
