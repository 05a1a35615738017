import type { NatsConnection, Subscription } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { TailWire } from "@/lib/model/tail-wire";
import { refuserHere } from "./scope";
import { tailSieveOf } from "./tail-sieve";
import { toAppError } from "./to-app-error";

/** A subject that is listened to, until it is closed or refused. */
export type TailSubscription = { close(): void };

type Options = {
  subject: string;
  queue?: string | undefined;
  onMessage: (message: TailWire) => void;
  onRefused: (error: AppError) => void;
};

/**
 * Listens to a subject, over a link's connection; what the role may not hear is refused without asking. Messages come
 * by the sieve: the client hears of refusals alone.
 */
export function subscribeTail(nc: NatsConnection, options: Options): TailSubscription {
  const { subject, queue, onMessage, onRefused } = options;
  const what = `Subject ${subject}`;
  const by = refuserHere(nc, "subscription", subject);
  if (by) {
    onRefused({ kind: "permission", what, operation: "subscription", subject, by });
    return { close: () => undefined };
  }
  let isClosed = false;
  const refuse = (error: unknown) => {
    if (!isClosed) onRefused(toAppError(nc, error, { what, subject }));
  };
  let subscription: Subscription | undefined;
  let leave = () => {};
  try {
    subscription = nc.subscribe(subject, {
      ...(queue === undefined ? {} : { queue }),
      callback: (error) => {
        if (error) refuse(error);
      },
    });
    leave = tailSieveOf(nc)?.tap(subscription.getID(), onMessage) ?? leave;
  } catch (error) {
    refuse(error);
  }
  return {
    close() {
      isClosed = true;
      leave();
      if (!nc.isClosed()) subscription?.unsubscribe();
    },
  };
}
