import { printable } from "@/lib/format/printable";
import type { RoleName } from "@/lib/model/role";
import type { Refusal } from "./refusal";

/** Tells an operator what one connection's browsers were refused: the first at once, then one line in a while. */
export type RefusalLog = {
  refused(role: RoleName, refusal: Refusal): void;
  /** Says what was not said yet, where it is time for that; called now and then. */
  check(nowMs: number): void;
};

const maxShown = 100;

/** Writes at most one line within `everyMs`, whatever the browsers do. */
export function createRefusalLog(
  log: (words: string) => void,
  everyMs: number,
  now = Date.now,
): RefusalLog {
  let saidMs = Number.NEGATIVE_INFINITY;
  let count = 0;
  let last = "";

  const check = (nowMs: number) => {
    if (count === 0 || nowMs - saidMs < everyMs) return;
    log(count === 1 ? `refused ${last}` : `refused ${count} frames, the last one ${last}`);
    saidMs = nowMs;
    count = 0;
  };
  return {
    check,
    refused(role, refusal) {
      count += 1;
      last = describeRefusal(role, refusal);
      check(now());
    },
  };
}

function describeRefusal(role: RoleName, { operation, subject, why }: Refusal): string {
  const deed = deeds[operation];
  return `to ${role}: ${deed} ${show(subject)}${why === "" ? "" : `: ${show(why)}`}`;
}

const deeds: Record<Refusal["operation"], string> = {
  publish: "a publication to",
  reply: "a reply to",
  subscription: "a subscription to",
  maximum: "one more subscription, to",
};

function show(text: string): string {
  const shown = [...printable(text)];
  return shown.length > maxShown ? `${shown.slice(0, maxShown).join("")}…` : shown.join("");
}
