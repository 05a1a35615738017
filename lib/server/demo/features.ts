/** What of the demo a server has. Older servers drop unknown fields silently or never answer. */
export type Features = {
  /** metadata, compression (2.10). */
  metadata: boolean;
  /** CONSUMER.PAUSE (2.11): older servers let the request time out. */
  pause: boolean;
  /** A time to live for each message, and markers (2.11): older servers keep the header and the message for ever. */
  keyTtl: boolean;
};

/** What a server of this version has. */
export function featuresOf(version: string): Features {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const since = (wanted: number) => major > 2 || (major === 2 && minor >= wanted);
  return { metadata: since(10), pause: since(11), keyTtl: since(11) };
}
