/** What NATS means by a header; undefined for one of the publisher's own. */
export function headerMeaning(name: string): string | undefined {
  return meanings[name];
}

const meanings: Record<string, string> = {
  "Nats-Msg-Id": "Another message with this id within the duplicate window was not stored.",
  "Nats-Expected-Stream": "It was to be stored in this stream only.",
  "Nats-Expected-Last-Sequence": "It was to be stored only if this was the last sequence.",
  "Nats-Expected-Last-Msg-Id": "It was to be stored only if the last message had this id.",
  "Nats-Expected-Last-Subject-Sequence":
    "It was to be stored only if this was the last sequence of its subject.",
  "Nats-Expected-Last-Subject-Sequence-Subject":
    "The subject whose last sequence was expected, instead of its own.",
  "Nats-Rollup": "It replaced what came before it: of its subject (sub), or all.",
  "Nats-TTL": "How long it is kept: seconds, a duration, or never.",
  "Nats-Marker-Reason": "The server put it in the place of what is gone: by age, purge or removal.",
  "Nats-Incr": "What is added to the subject's counter.",
  "Nats-Counter-Sources": "What each source has added to the counter.",
  "Nats-Batch-Id": "The batch that it was published in, as a whole or not at all.",
  "Nats-Batch-Sequence": "Its place in the batch.",
  "Nats-Batch-Commit": "It ended the batch.",
  "Nats-Schedule": "When the server publishes it: at a time, or again and again.",
  "Nats-Schedule-Target": "The subject that the server publishes it to.",
  "Nats-Schedule-TTL": "How long what the schedule publishes is kept.",
  "Nats-Schedule-Time-Zone": "The zone that the schedule is reckoned in.",
  "Nats-Schedule-Source": "The subject whose last message the schedule publishes.",
  "Nats-Schedule-Rollup": "What the schedule publishes replaces what came before it.",
  "Nats-Scheduler": "The subject of the schedule that made it.",
  "Nats-Schedule-Next": "When the schedule is due next, or that it is over.",
  "Nats-Stream-Source": "Where it comes from: stream, sequence and filter of the origin.",
  "Nats-Stream": "The stream that it was republished from.",
  "Nats-Subject": "Its subject in the stream that it was republished from.",
  "Nats-Sequence": "Its sequence in the stream that it was republished from.",
  "Nats-Time-Stamp": "When it was stored in the stream that it was republished from.",
  "Nats-Last-Sequence": "The subject's sequence before it, where it was republished from.",
  "Nats-Msg-Size": "How big the body was that was left out.",
  "Nats-Trace-Dest": "Where each server on its way was to tell of it.",
  "Nats-Service-Error": "What went wrong in the service that answered.",
  "Nats-Service-Error-Code": "The error's code, of the service that answered.",
  "KV-Operation": "A key's mark in a bucket: deleted (DEL), or purged with its history (PURGE).",
  traceparent: "The W3C trace that it belongs to.",
};
