import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";

z.config({ jitless: true });

/** One request to the console's own API. */
export type ConsoleRequest = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  body?: unknown;
  signal?: AbortSignal;
  /** What does not happen when it fails: "The connection was not saved". */
  otherwise: string;
};

const refusalSchema = z.object({
  error: z.object({
    title: z.string(),
    detail: z.string().optional(),
    hint: z.string().optional(),
    field: z.string().optional(),
  }),
});

/** Asks the console; an answer that is no success comes back in the console's own words. */
export async function askConsole(
  origin: string,
  { method, path, body, signal, otherwise }: ConsoleRequest,
): Promise<Reading<Response>> {
  const init: RequestInit = { method, cache: "no-store", ...(signal ? { signal } : {}) };
  if (method !== "GET") {
    init.headers = { "X-Requested-By": "natsight", "Content-Type": "application/json" };
    init.body = JSON.stringify(body ?? {});
  }
  try {
    const response = await fetch(`${origin}${path}`, init);
    if (response.ok) return { ok: true, value: response };
    return { ok: false, error: await refusalOf(response, otherwise) };
  } catch {
    return {
      ok: false,
      error: {
        kind: "console",
        title: otherwise,
        detail: "The console does not answer.",
        hint: "See that it still runs, then try again.",
      },
    };
  }
}

/** Reads an answer's JSON by a schema. */
export async function readAnswer<T>(
  answer: Reading<Response>,
  schema: z.ZodType<T>,
  what: string,
): Promise<Reading<T>> {
  if (!answer.ok) return answer;
  const json: unknown = await answer.value.json().catch(() => undefined);
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, error: { kind: "malformed", what, detail: parsed.error.message } };
}

/** Why the console said no, in its own words. */
export async function refusalOf(response: Response, otherwise: string): Promise<AppError> {
  const json: unknown = await response.json().catch(() => undefined);
  const parsed = refusalSchema.safeParse(json);
  if (!parsed.success) {
    return { kind: "console", title: otherwise, detail: `HTTP ${response.status}` };
  }
  const { title, detail, hint, field } = parsed.data.error;
  return {
    kind: "console",
    // A short refusal is only a title: it is the reason, and what did not happen is ours to say.
    title: detail === undefined ? otherwise : title.replace(/\.$/, ""),
    detail: detail ?? title,
    ...(hint === undefined ? {} : { hint }),
    ...(field === undefined ? {} : { field }),
  };
}
