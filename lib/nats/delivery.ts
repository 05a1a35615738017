/** What a delivered message says of itself in its reply subject. */
export type Delivery = { streamSequence: bigint; timeNs: bigint; pending: bigint };

/**
 * Reads `$JS.ACK.…`, its short form of nine tokens and the long one with domain and account. By itself, because
 * nats.js makes rounded numbers of it.
 */
export function parseDelivery(reply: string | undefined): Delivery | undefined {
  if (!reply?.startsWith("$JS.ACK.")) return undefined;
  const tokens = reply.split(".");
  const at = tokens.length >= 11 ? 4 : 2;
  const [streamSequence, , timeNs, pending] = tokens.slice(at + 3).map(toBigInt);
  if (streamSequence === undefined || timeNs === undefined || pending === undefined) {
    return undefined;
  }
  return { streamSequence, timeNs, pending };
}

function toBigInt(text: string): bigint | undefined {
  return /^\d+$/.test(text) ? BigInt(text) : undefined;
}
