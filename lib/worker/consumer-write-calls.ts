import type { Reading } from "@/lib/errors/app-error";
import type { MadeConsumer, NewConsumer, PauseWish } from "@/lib/model/consumer-write";
import {
  createConsumer,
  deleteConsumer,
  pauseConsumer,
  resumeConsumer,
} from "@/lib/nats/consumer-write";
import { findNextMessage } from "@/lib/nats/next-message";
import type { Link } from "./link";
import { readOverLink, writeOverLink } from "./over-link";

/** What the page does to consumers, and which message is next for one. */
export type ConsumerWriteCalls = {
  createConsumer(connectionId: string, wish: NewConsumer): Promise<Reading<MadeConsumer>>;
  deleteConsumer(connectionId: string, stream: string, name: string): Promise<Reading<null>>;
  pauseConsumer(
    connectionId: string,
    paused: { stream: string; name: string; wish: PauseWish },
  ): Promise<Reading<{ pausedUntilMs: number }>>;
  resumeConsumer(connectionId: string, stream: string, name: string): Promise<Reading<null>>;
  /** Its sequence; null where there is none. */
  findNextMessage(
    connectionId: string,
    stream: string,
    place: { from: bigint; filterSubjects: readonly string[] },
  ): Promise<Reading<bigint | null>>;
};

/** The calls over the tab's own connection. */
export function createConsumerWriteCalls(
  linkOf: (connectionId: string) => Link,
): ConsumerWriteCalls {
  return {
    createConsumer: (connectionId, wish) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Consumer ${wish.name} was not created` },
        read: (nc) => createConsumer(nc, wish),
      }),
    deleteConsumer: (connectionId, stream, name) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Consumer ${name} was not deleted` },
        read: (nc) => deleteConsumer(nc, stream, name),
      }),
    pauseConsumer: (connectionId, paused) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Consumer ${paused.name} was not paused` },
        read: (nc) => pauseConsumer(nc, paused),
      }),
    resumeConsumer: (connectionId, stream, name) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Consumer ${name} was not resumed` },
        read: (nc) => resumeConsumer(nc, stream, name),
      }),
    findNextMessage: (connectionId, stream, place) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `The messages of ${stream}` },
        read: (nc) => findNextMessage(nc, stream, place),
      }),
  };
}
