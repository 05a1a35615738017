import { type closeCodes, formatComeBack } from "@/lib/model/close-codes";

/** Why the gateway closes a browser's socket. */
export type CloseCause = keyof typeof closeCodes;

const causeWords: Record<CloseCause, string> = {
  restarting: "The console restarts.",
  protocol: "The page sent something that is not NATS.",
  refusedTooOften: "The page went on asking for what its role may not do.",
  changed: "The connection was changed.",
  tooSlow: "The page did not keep up.",
  tooMany: "Too many connections are open.",
  authRefused: "The NATS server refused the credentials.",
  tlsRefused: "TLS with the NATS server failed.",
  unknown: "There is no such connection.",
  badServer: "The server sent something that is not NATS.",
  unreachable: "The NATS server can't be reached.",
  nextAddress: "One server refused the credentials, the next address is tried.",
};

/** A close frame has room for this much of a reason. */
const maxReasonBytes = 123;

/** The reason of a close frame: the words, and what is known beyond them, cut to what fits. */
export function closeReason(cause: CloseCause, detail = "", comeBackMs?: number): string {
  const words = causeWords[cause];
  const reason = detail === "" ? words : `${words.slice(0, -1)}: ${detail}`;
  if (comeBackMs === undefined) return cut(reason, maxReasonBytes);
  const tail = formatComeBack("", comeBackMs);
  return formatComeBack(cut(reason, maxReasonBytes - tail.length), comeBackMs);
}

function cut(text: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBytes) return text;
  const whole = new TextDecoder().decode(bytes.subarray(0, maxBytes - 3));
  return `${whole.replace(/\uFFFD+$/, "")}…`;
}

/** Not "authentication timeout": that server is only slow. */
const authErrors =
  /authorization violation|authentication (expired|revoked)|credentials (expired|revoked)/i;
const protocolErrors =
  /parser error|unknown protocol|control line|invalid (client protocol|subject)|payload violation|invalid publish/i;

/** What a server's last `-ERR` before it closed the connection means for the browser. */
export function causeOfServerError(words: string): CloseCause {
  if (authErrors.test(words)) return "authRefused";
  if (/slow consumer/i.test(words)) return "tooSlow";
  if (protocolErrors.test(words)) return "protocol";
  return "unreachable";
}
