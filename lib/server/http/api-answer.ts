import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import { fieldOf } from "@/lib/server/config/config-text";
import type { Refused } from "@/lib/server/connections/editing";

/** What every refusal under /api looks like. */
export type ApiError = { title: string; detail?: string; hint?: string; field?: string };

/** Answers with a refusal. */
export function sayNo(c: Context, status: ContentfulStatusCode, error: ApiError): Response {
  return c.json({ error }, status);
}

/** Answers why something was not done with a connection. */
export function refuseChange(c: Context, title: string, refused: Refused): Response {
  const { status, why, what, from } = refused;
  const field = from === undefined ? {} : { field: from };
  return sayNo(c, status, { title, detail: sentence(why), hint: sentence(what), ...field });
}

/** A body that is what it has to be, or the refusal. Neither quotes the body, which may hold secrets. */
export async function readBody<T>(
  c: Context,
  schema: z.ZodType<T>,
): Promise<{ ok: true; body: T } | { ok: false; response: Response }> {
  const no = (error: ApiError) => ({ ok: false as const, response: sayNo(c, 400, error) });
  if (new URL(c.req.url).search !== "") return no({ title: "This address takes no parameters." });
  let json: unknown;
  try {
    json = JSON.parse(await c.req.text());
  } catch (error) {
    // The limit of the body's size is the caller's to answer.
    if (!(error instanceof SyntaxError)) throw error;
    return no({ title: "The body is not JSON." });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, body: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue ? settingOf(fieldOf(issue)) : "";
  return no({
    title: "The body is not what this address takes.",
    detail: issue === undefined ? "" : `${field || "body"}: ${issue.message}`,
    ...(field === "" ? {} : { field }),
  });
}

/** The field as the settings know it, wherever in a body they stand. */
function settingOf(field: string): string {
  return field.replace(/^settings\./, "").replace(/\.value$/, "");
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}
