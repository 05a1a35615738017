import type { Reading } from "@/lib/errors/app-error";
import type { PickedCell } from "@/lib/format/picked-cell";
import type { PickQuery } from "@/lib/model/message-page";
import { pickFromMessages } from "@/lib/nats/messages-pick";
import type { Link } from "./link";
import { readOverLink } from "./over-link";

/** What the page asks of bodies that are too big to be in its rows. */
export type PickCalls = {
  /** A row of cells for each sequence, in the same order. */
  pickFromMessages(
    connectionId: string,
    stream: string,
    query: PickQuery,
  ): Promise<Reading<PickedCell[][]>>;
};

/** The same, over the tab's own connection. */
export function createPickCalls(linkOf: (connectionId: string) => Link): PickCalls {
  return {
    pickFromMessages: (connectionId, stream, query) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Values of ${stream}` },
        read: (nc) => pickFromMessages(nc, stream, query),
      }),
  };
}
