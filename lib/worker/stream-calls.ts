import { getConsumer, getLastMessage, getStream } from "@/lib/nats/stream-detail";
import type { Link } from "./link";
import { readOverLink } from "./over-link";
import type { StreamCalls } from "./protocol";

/** What the page asks of one stream, over the tab's own connection. */
export function createStreamCalls(linkOf: (connectionId: string) => Link): StreamCalls {
  return {
    getStream: (connectionId, name) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Stream ${name}` },
        read: (nc) => getStream(nc, name),
      }),
    getConsumer: (connectionId, stream, name) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Consumer ${name}` },
        read: (nc) => getConsumer(nc, stream, name),
      }),
    getLastMessage: (connectionId, stream, wanted) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `The last message of ${stream}` },
        read: (nc) => getLastMessage(nc, stream, wanted),
      }),
  };
}
