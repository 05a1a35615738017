import type { Msg, NatsConnection, Subscription } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { refuserHere } from "./scope";
import { toAppError } from "./to-app-error";

/** A subject that is listened to, until it is closed or refused. */
export type TailSubscription = { close(): void };

type Options = {
  subject: string;
  queue?: string | undefined;
  onMessage: (message: Msg) => void;
  onRefused: (error: AppError) => void;
};

/** Listens to a subject; what the role may not hear is refused without asking. */
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
  try {
    subscription = nc.subscribe(subject, {
      ...(queue === undefined ? {} : { queue }),
      callback: (error, message) => {
        if (error) refuse(error);
        else if (!isClosed) onMessage(message);
      },
    });
  } catch (error) {
    refuse(error);
  }
  return {
    close() {
      isClosed = true;
      if (!nc.isClosed()) subscription?.unsubscribe();
    },
  };
}
