import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";

z.config({ jitless: true });

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
