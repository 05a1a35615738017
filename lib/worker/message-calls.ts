import type { Reading } from "@/lib/errors/app-error";
import type { Message } from "@/lib/model/message";
import type {
  ConsumerPositions,
  LastOfSubjects,
  MessagePage,
  PageQuery,
} from "@/lib/model/message-page";
import { readMessages } from "@/lib/nats/messages";
import { listStoredSubjects } from "@/lib/nats/messages-extent";
import { listLastOfSubjects } from "@/lib/nats/messages-last";
import { deleteMessage, getMessageAt } from "@/lib/nats/messages-one";
import { listPositions } from "@/lib/nats/messages-positions";
import type { Link } from "./link";
import { readOverLink } from "./over-link";

/** What the page asks of a stream's messages; nothing here makes a consumer. */
export type MessageCalls = {
  readMessages(
    connectionId: string,
    stream: string,
    query: PageQuery,
  ): Promise<Reading<MessagePage>>;
  listLastOfSubjects(
    connectionId: string,
    stream: string,
    filter: string,
  ): Promise<Reading<LastOfSubjects>>;
  /** Of a big body only the beginning, unless the whole is wanted; null where no message is stored. */
  getMessageAt(
    connectionId: string,
    stream: string,
    wanted: { sequence: bigint; whole: boolean },
  ): Promise<Reading<Message | null>>;
  deleteMessage(
    connectionId: string,
    stream: string,
    wanted: { sequence: bigint; erase: boolean },
  ): Promise<Reading<null>>;
  listPositions(
    connectionId: string,
    stream: string,
    message: { sequence: bigint; subject: string },
  ): Promise<Reading<ConsumerPositions>>;
  /** The names of the subjects that a stream holds messages of. */
  listStoredSubjects(connectionId: string, stream: string): Promise<Reading<string[]>>;
};

/** The same, over the tab's own connection. */
export function createMessageCalls(linkOf: (connectionId: string) => Link): MessageCalls {
  return {
    readMessages: (connectionId, stream, query) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Messages of ${stream}` },
        read: (nc) => readMessages(nc, stream, query),
      }),
    listLastOfSubjects: (connectionId, stream, filter) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `The last messages of ${stream}` },
        read: (nc) => listLastOfSubjects(nc, stream, filter),
      }),
    getMessageAt: (connectionId, stream, wanted) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Message ${wanted.sequence}` },
        read: (nc) => getMessageAt(nc, stream, wanted),
      }),
    deleteMessage: (connectionId, stream, wanted) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Message ${wanted.sequence}` },
        read: (nc) => deleteMessage(nc, stream, wanted),
      }),
    listPositions: (connectionId, stream, message) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `The consumers of ${stream}` },
        read: (nc) => listPositions(nc, stream, message),
      }),
    listStoredSubjects: (connectionId, stream) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `The subjects of ${stream}` },
        read: async (nc) => {
          const found = await listStoredSubjects(nc, stream, ">");
          return found.ok ? { ok: true, value: [...found.value.keys()].sort() } : found;
        },
      }),
  };
}
