import type { Reading } from "@/lib/errors/app-error";
import type { NewStream, PurgeWish } from "@/lib/model/stream-write";
import type { SubjectLevel } from "@/lib/model/subject-tree";
import { createStream, deleteStream, purgeStream } from "@/lib/nats/stream-write";
import { getSubjectLevel } from "@/lib/nats/subject-tree";
import type { Link } from "./link";
import { readOverLink, writeOverLink } from "./over-link";

/** What the page does to streams, and what it asks of their subjects. */
export type StreamWriteCalls = {
  createStream(connectionId: string, stream: NewStream): Promise<Reading<{ name: string }>>;
  purgeStream(
    connectionId: string,
    name: string,
    wish: PurgeWish,
  ): Promise<Reading<{ purged: bigint }>>;
  deleteStream(connectionId: string, name: string): Promise<Reading<null>>;
  /** The branches directly below a subject; below nothing, the first tokens. */
  getSubjectLevel(
    connectionId: string,
    stream: string,
    wish: { under: string; most: number },
  ): Promise<Reading<SubjectLevel>>;
};

/** The calls over the tab's own connection. */
export function createStreamWriteCalls(linkOf: (connectionId: string) => Link): StreamWriteCalls {
  return {
    createStream: (connectionId, stream) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Stream ${stream.name} was not created` },
        read: (nc) => createStream(nc, stream),
      }),
    purgeStream: (connectionId, name, wish) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Stream ${name} was not purged` },
        read: (nc) => purgeStream(nc, name, wish),
      }),
    deleteStream: (connectionId, name) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Stream ${name} was not deleted` },
        read: (nc) => deleteStream(nc, name),
      }),
    getSubjectLevel: (connectionId, stream, wish) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `The subjects of ${stream}` },
        read: (nc) => getSubjectLevel(nc, stream, wish),
      }),
  };
}
