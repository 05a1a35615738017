/** Why this can't be a key, in words; undefined when it can. NATS takes far more than client libraries do. */
export function checkKey(key: string): string | undefined {
  if (key === "") return "Give the key a name.";
  if (/[\s\0]/.test(key)) return "A key has no spaces.";
  const tokens = key.split(".");
  if (tokens.includes("")) return "A key has no dot at its ends, and no two side by side.";
  const wildcard = tokens.find((token) => token === "*" || token === ">");
  if (wildcard !== undefined) return `A key has no ${wildcard} alone between its dots.`;
  const bytes = new TextEncoder().encode(key).length;
  return bytes > mostBytes ? `A key has at most ${mostBytes} bytes; this has ${bytes}.` : undefined;
}

/** What the client libraries would say of a key that NATS takes; undefined when they would say nothing. */
export function adviseKey(key: string): string | undefined {
  return /^[-/_=.a-zA-Z0-9]+$/.test(key)
    ? undefined
    : "Client libraries refuse it: they know letters, digits and - / _ = . only. NATS itself takes it.";
}

/** What fits into a line of the protocol, with the bucket, a reply and the sizes beside it. */
const mostBytes = 3_500;
