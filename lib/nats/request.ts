import type { Msg, NatsConnection } from "@nats-io/nats-core";
import type { z } from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { readJson, writeJson } from "./json";
import { refuserHere } from "./scope";
import { type Asked, isNobody, nobodyAnswers, toAppError } from "./to-app-error";

/** What is asked, and for how long. */
export type Question = Asked & { body?: unknown; timeoutMs?: number };

/** Asks one responder, and parses its answer. Never throws. */
export async function ask<T>(
  nc: NatsConnection,
  question: Question,
  schema: z.ZodType<T>,
): Promise<Reading<T>> {
  const answer = await askRaw(nc, question);
  return answer.ok ? parseAnswer(nc, question, answer.value, schema) : answer;
}

/** Asks one responder, and gives its answer as it is: a stored message, say. Never throws. */
export async function askRaw(nc: NatsConnection, question: Question): Promise<Reading<Msg>> {
  const refused = checkHere(nc, question);
  if (refused) return refused;
  try {
    const value = await nc.request(question.subject, encode(question.body), {
      timeout: question.timeoutMs ?? 3_000,
    });
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error: toAppError(nc, error, question) };
  }
}

/** Asks one responder, and gives its answer's text: for whoever parses it piece by piece. Never throws. */
export async function askText(nc: NatsConnection, question: Question): Promise<Reading<string>> {
  const answer = await askRaw(nc, question);
  if (!answer.ok) return answer;
  if (isNobody(answer.value)) return { ok: false, error: nobodyAnswers(nc, question) };
  return { ok: true, value: answer.value.string() };
}

/**
 * What the role may not ask is answered here, without a frame: a page that polls would be refused at every beat.
 * The gateway stays the judge.
 */
export function checkHere(
  nc: NatsConnection,
  { what, subject }: Asked,
): { ok: false; error: AppError } | undefined {
  const by = refuserHere(nc, "publish", subject);
  if (!by) return undefined;
  return { ok: false, error: { kind: "permission", what, operation: "publish", subject, by } };
}

/** Not enabled for the account, and not enabled at all. */
const withoutJetStream = new Set([10039, 10076]);
/** JetStream's own group of servers, or the stream's, has nobody who could answer. */
const leaderless = 10008;

function parseAnswer<T>(
  nc: NatsConnection,
  asked: Asked,
  message: Msg,
  schema: z.ZodType<T>,
): Reading<T> {
  if (isNobody(message)) return { ok: false, error: nobodyAnswers(nc, asked) };
  return parseText(asked, message.string(), schema);
}

/** What an answer's text says, or the refusal that it is. */
export function parseText<T>(asked: Asked, text: string, schema: z.ZodType<T>): Reading<T> {
  const { what } = asked;
  let answer: unknown;
  try {
    answer = readJson(text);
  } catch (error) {
    return { ok: false, error: { kind: "malformed", what, detail: String(error) } };
  }
  const refused = readRefusal(answer);
  if (refused && withoutJetStream.has(refused.code)) {
    return { ok: false, error: { kind: "no-jetstream", what } };
  }
  if (refused?.code === leaderless) return { ok: false, error: { kind: "electing", what } };
  if (refused) return { ok: false, error: { kind: "jetstream", what, ...refused } };
  const parsed = schema.safeParse(answer);
  if (parsed.success) return { ok: true, value: parsed.data };
  const detail = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return { ok: false, error: { kind: "malformed", what, detail: detail.slice(0, 3).join("; ") } };
}

/** JetStream and the system services answer a refusal in the same shape. */
function readRefusal(answer: unknown): { code: number; description: string } | undefined {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return undefined;
  const refusal = answer.error;
  if (typeof refusal !== "object" || refusal === null) return undefined;
  const code = "err_code" in refusal ? refusal.err_code : "code" in refusal && refusal.code;
  const description = "description" in refusal ? String(refusal.description) : "refused";
  return { code: Number(code) || 0, description };
}

/** A request's body on the wire. */
export function encode(body: unknown): string {
  return body === undefined ? "" : writeJson(body);
}
