import type { NatsConnection } from "@nats-io/nats-core";
import { findOldestMessage, type OldestQuestion, type OldMessage } from "./oldest-message";
import { createPatience } from "./patience";

/** Looks up when messages were stored, never more than so many a second. */
export type AgeSeeker = {
  /** The first ones that the allowance is enough for; `take` gets each that was asked. */
  seek<T extends OldestQuestion>(
    nc: NatsConnection,
    wanted: readonly T[],
    take: (question: T, found: OldMessage | undefined) => void,
  ): Promise<void>;
  startOver(): void;
};

const perSecond = 20;
const inFlight = 4;
/** Of consumers with more filters, the first ones are enough to bound the age. */
const mostFilters = 20;

/** A seeker with an allowance; what NATS refuses is not asked again for a while. */
export function createAgeSeeker({ nowMs }: { nowMs: () => number }): AgeSeeker {
  const patience = createPatience({ nowMs });
  let allowed = perSecond;
  let filledMs = nowMs();
  let isBusy = false;

  const fill = () => {
    const now = nowMs();
    allowed = Math.min(perSecond, allowed + ((now - filledMs) * perSecond) / 1_000);
    filledMs = now;
  };
  const mayTake = ({ filters }: OldestQuestion) => {
    fill();
    const cost = Math.max(1, filters.length);
    if (allowed < cost) return false;
    allowed -= cost;
    return true;
  };
  return {
    async seek(nc, wanted, take) {
      if (isBusy) return;
      isBusy = true;
      const asked = wanted.filter(
        ({ filters, stream }) => filters.length <= mostFilters && patience.mayAsk(nameOf(stream)),
      );
      let next = 0;
      const go = async () => {
        for (let one = asked[next]; one !== undefined; one = asked[next]) {
          if (nc.isClosed() || !mayTake(one)) return;
          next++;
          const found = await findOldestMessage(nc, one);
          patience.heard(nameOf(one.stream), found);
          take(one, found.ok ? found.value : undefined);
        }
      };
      await Promise.all(Array.from({ length: inFlight }, go)).finally(() => {
        isBusy = false;
      });
    },
    startOver: () => patience.forget(),
  };
}

/** May it be read from one stream, it may not from another. */
function nameOf(stream: string): string {
  return `messages of ${stream}`;
}
