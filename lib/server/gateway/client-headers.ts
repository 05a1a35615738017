import type { Grant } from "@/lib/roles/grant";

/** One header as it was sent. */
export type ClientHeader = { name: string; value: string };

/**
 * Reads a block of headers by a grammar that leaves nothing open: what nats-server, a library or a person would read in
 * different ways is undefined.
 */
export function parseClientHeaders(block: Buffer): ClientHeader[] | undefined {
  const [version = "", ...lines] = block.toString("latin1").split("\r\n");
  // The empty line that ends the block, and what stands behind it.
  if (lines.pop() !== "" || lines.pop() !== "") return undefined;
  if (!/^NATS\/1\.0( [ -~]*)?$/.test(version)) return undefined;
  const headers = lines.map((line) => headerLine.exec(line)?.groups);
  return headers.every(isHeader) ? headers : undefined;
}

/** Why these headers are refused, if they are. */
export function refusalOfHeaders(
  headers: readonly ClientHeader[],
  { anyHeader, anyReply }: Grant,
  isOwnInbox: (subject: string) => boolean,
): string | undefined {
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    if (!anyReply && isTrace(lower, value) && !isOwnInbox(value)) {
      return `header ${name}: a trace goes to an inbox of your own`;
    }
    if (!anyHeader && lower.startsWith("nats-") && !harmless.test(lower)) return `header ${name}`;
  }
  return undefined;
}

/** They say when a message is not to be stored, how long it lives, or what an answer has to be able to. */
const harmless = /^nats-(msg-id|expected-[a-z-]+|ttl|required-api-level|trace-dest|trace-only)$/;

const headerLine = /^(?<name>[!-9;-~]+):[ \t]*(?<value>[^\r\n\0]*?)[ \t]*$/;

/** True when nats-server would publish what becomes of the message. */
function isTrace(name: string, value: string): boolean {
  if (name === "nats-trace-dest") return true;
  // The account says where that goes; the last field's lowest bit asks for it.
  return name === "traceparent" && !/-[0-9a-f][02468ace]$/i.test(value);
}

function isHeader(groups: unknown): groups is ClientHeader {
  return groups !== undefined;
}
