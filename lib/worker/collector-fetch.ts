import type { z } from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { refusalOf } from "./console-request";

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

/** What an answer says, or in what it is not what it should be. */
export type ParsedAnswer<T> = { ok: true; value: T } | { ok: false; detail: string };

/** Reads an answer's JSON by a schema. */
export function jsonOf<T>(schema: z.ZodType<T>): (response: Response) => Promise<ParsedAnswer<T>> {
  return async (response) => {
    const parsed = schema.safeParse(await response.json());
    if (parsed.success) return { ok: true, value: parsed.data };
    const [issue] = parsed.error.issues;
    return { ok: false, detail: issue ? `${issue.path.join(".")}: ${issue.message}` : "" };
  };
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
