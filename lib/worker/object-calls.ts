import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { inWords } from "@/lib/nats/object-info";
import { linkObject } from "@/lib/nats/object-link";
import { readObjectStart } from "@/lib/nats/object-start";
import { deleteObject, editObject, getObjectNow } from "@/lib/nats/object-write";
import type { Link } from "./link";
import type { ObjectCalls, ObjectPlace } from "./object-protocol";
import { readOverLink } from "./over-link";
import { sendOverLink } from "./send-over-link";

/** What the page asks of one object, over the tab's own connection. */
export function createObjectCalls(linkOf: (connectionId: string) => Link): ObjectCalls {
  const read = <T>(
    { connectionId, name }: ObjectPlace,
    ask: (nc: NatsConnection) => Promise<Reading<T>>,
  ) => readOverLink(linkOf(connectionId), { connectionId, what: inWords(name), read: ask });
  const write = <T>(
    { connectionId, name }: ObjectPlace,
    send: (nc: NatsConnection) => Promise<Reading<T>>,
  ) => sendOverLink(linkOf(connectionId), { connectionId, what: inWords(name), send });
  return {
    getObject: (place) => read(place, (nc) => getObjectNow(nc, place)),
    readObjectStart: (place, mostBytes) =>
      read(place, (nc) => readObjectStart(nc, place, mostBytes)),
    editObject: (place, revision, edit) =>
      write(place, (nc) => editObject(nc, { ...place, revision }, edit)),
    linkObject: (place, target, description) =>
      write(place, (nc) => linkObject(nc, { ...place, target, description })),
    deleteObject: (place, revision) =>
      write(place, (nc) => deleteObject(nc, { ...place, revision })),
  };
}
