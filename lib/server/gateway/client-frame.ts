/** A message that a client publishes; without headers `headerBytes` is undefined. */
export type Publication = {
  subject: string;
  reply: string | undefined;
  headerBytes: number | undefined;
  /** Headers and payload together, without the line end behind them. */
  totalBytes: number;
};

/** What a client wants to hear. */
export type Subscription = { subject: string; queue: string | undefined; sid: string };

/** What it no longer wants to hear, or only until it has heard `max` messages. */
export type Unsubscription = { sid: string; max: number | undefined };

/** The control line of a publication, as nats.js would write it. */
export function formatPublication(publication: Publication): Buffer {
  const { subject, reply, headerBytes, totalBytes } = publication;
  return headerBytes === undefined
    ? formatLine("PUB", subject, reply, totalBytes)
    : formatLine("HPUB", subject, reply, headerBytes, totalBytes);
}

/** A control line built from its words; what is undefined is left out. */
export function formatLine(...words: (string | number | undefined)[]): Buffer {
  return Buffer.from(`${words.filter((word) => word !== undefined).join(" ")}\r\n`);
}
