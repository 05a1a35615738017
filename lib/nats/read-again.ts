import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { onConnectionEvent, whileLost } from "./connection-events";

const pauseMs = 250;
/** A connection that is lost for longer, or a server that elects for longer, gives no answer. */
const patienceMs = 20_000;

/** For so long is read again what has not changed yet: what was sent may still be on its way. */
const quietMs = 3_000;

/**
 * Reads until it says so, to see what became of something whose answer was lost; the time counts from the first answer, by
 * whoever was elected. Undefined where the connection was closed.
 */
export async function readUntil<T>(
  nc: NatsConnection,
  read: () => Promise<Reading<T>>,
  isIt: (value: T) => boolean,
  withinMs = quietMs,
): Promise<Reading<T> | undefined> {
  let now = await readAgain(nc, read);
  const end = performance.now() + withinMs;
  while (now?.ok && !isIt(now.value) && performance.now() < end) {
    await delay(pauseMs);
    now = await readAgain(nc, read);
  }
  return now;
}

/** As often as it takes, while the connection comes back and a leader is elected. */
async function readAgain<T>(
  nc: NatsConnection,
  read: () => Promise<Reading<T>>,
): Promise<Reading<T> | undefined> {
  const latest = performance.now() + patienceMs;
  for (;;) {
    await whileLost(nc, AbortSignal.timeout(patienceMs));
    if (nc.isClosed()) return undefined;
    const now = await unlessLost(nc, read());
    if (now?.ok || (now && performance.now() > latest)) return now;
    await delay(pauseMs);
  }
}

/** What was asked over a connection that goes is never answered; undefined then, at once. */
async function unlessLost<T>(nc: NatsConnection, asked: Promise<T>): Promise<T | undefined> {
  let forget = () => {};
  const lost = new Promise<undefined>((settle) => {
    forget = onConnectionEvent(nc, ({ type }) => {
      if (type === "lost" || type === "closed") settle(undefined);
    });
  });
  try {
    return await Promise.race([asked, lost]);
  } finally {
    forget();
  }
}
