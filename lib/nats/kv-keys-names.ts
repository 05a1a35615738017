import type { NatsConnection } from "@nats-io/nats-core";
import { bucketInWords, type KvPlace } from "./kv-place";
import { type ListEnd, type ListNamesOptions, listSubjectNames } from "./subject-names-list";

/** Lists the names of keys, page by page; no message is read. */
export function listKeyNames(
  nc: NatsConnection,
  { bucket, name, prefix }: KvPlace,
  options: ListNamesOptions,
): Promise<ListEnd> {
  return listSubjectNames(nc, { what: bucketInWords(bucket), stream: name, prefix }, options);
}
