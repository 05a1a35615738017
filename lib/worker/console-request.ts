import type { AppError, Reading } from "@/lib/errors/app-error";
import { maybe, object, parseShape, shapeOf, text } from "./shape";

/** One request to the console's own API. */
export type ConsoleRequest = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  body?: unknown;
  signal?: AbortSignal;
  /** What does not happen when it fails: "The connection was not saved". */
  otherwise: string;
};

/** Why the console did not do something, as it says it. */
type Refusal = { title: string; detail?: string; hint?: string; field?: string };

const refusal = [
  [
    "error",
    object(
      shapeOf<Refusal>({
        ...{ title: text, detail: maybe(text), hint: maybe(text), field: maybe(text) },
      }),
    ),
  ],
] as const;

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

/** Why the console said no, in its own words. */
export async function refusalOf(response: Response, otherwise: string): Promise<AppError> {
  const json: unknown = await response.json().catch(() => undefined);
  const parsed = parseShape<{ error: Refusal }>(json, refusal);
  if (!parsed.ok) {
    return { kind: "console", title: otherwise, detail: `HTTP ${response.status}` };
  }
  const { title, detail, hint, field } = parsed.value.error;
  return {
    kind: "console",
    // A short refusal is only a title: it is the reason, and what did not happen is ours to say.
    title: detail === undefined ? otherwise : title.replace(/\.$/, ""),
    detail: detail ?? title,
    ...(hint === undefined ? {} : { hint }),
    ...(field === undefined ? {} : { field }),
  };
}
