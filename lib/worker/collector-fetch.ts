import type { AppError, Reading } from "@/lib/errors/app-error";
import { refusalOf } from "./console-request";
import type { ParsedAnswer } from "./shape";

/** A question to the console's collector of one connection, and in words for an error. */
export type CollectorQuestion = {
  origin: string;
  connectionId: string;
  /** What is asked for, as in "The overview". */
  what: string;
  /** With its parameters. */
  path: string;
  withinMs: number;
};

/** Reads an answer's JSON. */
export function jsonOf<T>(
  parse: (json: unknown) => ParsedAnswer<T>,
): (response: Response) => Promise<ParsedAnswer<T>> {
  return async (response) => parse(await response.json());
}

/** What the console's collector answers: its body is read by `parse`, which may find that it is something else. */
export async function fetchCollected<T>(
  { origin, connectionId, what, path, withinMs }: CollectorQuestion,
  parse: (response: Response) => Promise<ParsedAnswer<T>>,
): Promise<Reading<T>> {
  const no = (error: AppError): Reading<T> => ({ ok: false, error });
  try {
    const response = await fetch(`${origin}/api/c/${encodeURIComponent(connectionId)}/${path}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(withinMs),
    });
    if (response.status === 404) return no({ kind: "unknown-connection", id: connectionId });
    if (!response.ok) return no(await refusalOf(response, `${what} could not be read`));
    const parsed = await parse(response);
    if (parsed.ok) return parsed;
    return no({ kind: "malformed", what, detail: parsed.detail });
  } catch {
    return no({ kind: "console-away", what });
  }
}
