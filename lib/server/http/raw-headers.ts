import type { IncomingMessage } from "node:http";

/** Every value that a request has for a header: Node's own table keeps only the first of some. */
export function headerValues(req: IncomingMessage, name: string): string[] {
  return req.rawHeaders.filter(
    (_value, at) => at % 2 === 1 && req.rawHeaders[at - 1]?.toLowerCase() === name,
  );
}
