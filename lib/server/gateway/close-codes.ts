/** Why the gateway closes a browser's socket; the page shows the words. */
export type CloseCause = keyof typeof closeCodes;

/** `retry: false`: trying again changes nothing until somebody does something. */
export const closeCodes = {
  restart: { code: 1012, retry: true, words: "The console restarts." },
  signedOut: { code: 4001, retry: false, words: "The session has ended." },
  protocol: { code: 4002, retry: true, words: "The page sent something that is not NATS." },
  refusedFrames: { code: 4003, retry: false, words: "Too many requests were refused." },
  tooSlow: { code: 4008, retry: true, words: "The page did not keep up." },
  tooMany: { code: 4029, retry: true, words: "Too many connections are open." },
  authRefused: { code: 4401, retry: false, words: "The NATS server refused the credentials." },
  tlsRefused: { code: 4401, retry: false, words: "TLS with the NATS server failed." },
  unknown: { code: 4404, retry: false, words: "There is no such connection." },
  badServer: { code: 4502, retry: true, words: "The server sent something that is not NATS." },
  unreachable: { code: 4503, retry: true, words: "The NATS server can't be reached." },
} as const satisfies Record<string, { code: number; retry: boolean; words: string }>;

/** A close frame has room for this much of a reason. */
const maxReasonBytes = 123;

/** The reason of a close frame: the words, and what is known beyond them, cut to what fits. */
export function closeReason(cause: CloseCause, detail = ""): string {
  const { words } = closeCodes[cause];
  const reason = detail === "" ? words : `${words.slice(0, -1)}: ${detail}`;
  const bytes = new TextEncoder().encode(reason);
  if (bytes.length <= maxReasonBytes) return reason;
  const whole = new TextDecoder().decode(bytes.subarray(0, maxReasonBytes - 3));
  return `${whole.replace(/\uFFFD+$/, "")}…`;
}

const authErrors =
  /authorization violation|authentication (timeout|expired|revoked)|credentials (expired|revoked)|account authentication|user authentication/i;
const protocolErrors =
  /parser error|unknown protocol|control line|invalid (client protocol|subject)|payload violation|invalid publish/i;

/** What a server's last `-ERR` before it closed the connection means for the browser. */
export function causeOfServerError(words: string): CloseCause {
  if (authErrors.test(words)) return "authRefused";
  if (/slow consumer/i.test(words)) return "tooSlow";
  if (protocolErrors.test(words)) return "protocol";
  return "unreachable";
}
