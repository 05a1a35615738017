import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { ObjectStore } from "@/lib/nats/object-info";
import { pageObjects } from "@/lib/nats/object-list";
import type { PullEnd } from "@/lib/nats/pull";
import { beginPass, type ObjectsDesk } from "./objects-desk";

/** Somebody waits until something happens. */
export type Bell = { ring(): void; rung(signal: AbortSignal): Promise<void> };

/** Rung before somebody waits, it does not let them wait. */
export function createBell(): Bell {
  let isRung = false;
  let tell = () => {};
  return {
    ring() {
      isRung = true;
      tell();
    },
    async rung(signal) {
      if (!isRung && !signal.aborted) {
        await new Promise<void>((settle) => {
          tell = settle;
          signal.addEventListener("abort", () => settle(), { once: true });
        });
      }
      isRung = false;
    },
  };
}

type Start = {
  nc: NatsConnection;
  store: ObjectStore;
  /** Why no consumer is made. */
  why: AppError;
  /** Rings when something was written. */
  changes: Bell;
  signal: AbortSignal;
};

/** Lists a store without a consumer, and reads on whenever something was written. */
export async function pageStore(desk: ObjectsDesk, start: Start): Promise<PullEnd> {
  const { nc, store, why, changes, signal } = start;
  const pass = beginPass(desk, store);
  let next = 1n;
  let isSettled = false;
  while (!signal.aborted) {
    const most = desk.wantsAll.aborted || isSettled ? Number.POSITIVE_INFINITY : desk.most;
    const page = await pageObjects(nc, store, {
      ...{ from: next, most, signal },
      onMessage(message) {
        pass.take(message);
        desk.mark();
      },
    });
    if (!page.ok) return { why: "error", error: page.error };
    next = page.value.next;
    if (page.value.isWhole) {
      if (!isSettled) pass.settle();
      isSettled = true;
      desk.tell({ is: "polled", why });
      await changes.rung(signal);
    } else if (!signal.aborted) {
      desk.tell({ is: "cut", read: pass.read(), total: undefined });
      await aborted(AbortSignal.any([signal, desk.wantsAll]));
    }
  }
  return { why: "stopped" };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    if (signal.aborted) return settle();
    signal.addEventListener("abort", () => settle(), { once: true });
  });
}
