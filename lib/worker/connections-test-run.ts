import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { type TestEvent, testSteps } from "@/lib/model/connection-test";
import { askConsole } from "./console-request";
import type { TestSubject } from "./protocol";

z.config({ jitless: true });

const text = z.string();
const adviceSchema = z.object({
  likely: text,
  whatToDo: z.array(text),
  snippet: z.object({ about: text, text }).exactOptional(),
});
const rowSchema = z.object({
  step: z.enum(testSteps),
  address: text,
  state: z.enum(["running", "ok", "attention", "failed", "skipped"]),
  tookMs: z.number().optional(),
  seen: text,
  facts: z.array(z.object({ name: text, value: text })),
  advice: adviceSchema.optional(),
});
const eventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("row"),
    // JSON leaves out what is undefined; the model names it.
    row: rowSchema.transform((row) => ({ ...row, tookMs: row.tookMs, advice: row.advice })),
  }),
  z.object({ type: z.literal("done"), ok: z.boolean() }),
  z.object({ type: z.literal("error"), why: text }),
]);

const otherwise = "The test did not run";

/** Runs a test on the console and tells each event as it comes; ends with the answer. */
export async function runConnectionTest(
  origin: string,
  subject: TestSubject,
  hear: (event: TestEvent) => void,
  signal: AbortSignal,
): Promise<Reading<null>> {
  const answer = await askConsole(origin, { ...requestOf(subject), signal, otherwise });
  if (!answer.ok) return answer;
  try {
    for await (const line of linesOf(answer.value)) {
      const event = parseEvent(line);
      if (!event) return unreadable(line);
      hear(event);
    }
    return { ok: true, value: null };
  } catch {
    if (signal.aborted) return { ok: true, value: null };
    const detail = "The console's answer broke off.";
    return { ok: false, error: { kind: "console", title: "The test did not end", detail } };
  }
}

/** The lines of an answer as they come, whatever the chunks; empty ones are left out. */
export async function* linesOf({ body }: Pick<Response, "body">): AsyncGenerator<string> {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
  }
  if (rest !== "") yield rest;
}

function requestOf(subject: TestSubject) {
  return "settings" in subject
    ? { method: "POST" as const, path: "/api/connections/test", body: subject }
    : { method: "POST" as const, path: `/api/connections/${encodeURIComponent(subject.id)}/test` };
}

function parseEvent(line: string): TestEvent | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function unreadable(line: string): Reading<null> {
  const detail = `A line of ${line.length} characters is no step of a test.`;
  return { ok: false, error: { kind: "malformed", what: "The test", detail } };
}
