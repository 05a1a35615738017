import type { Msg, NatsConnection } from "@nats-io/nats-core";
import type { z } from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { readJson } from "./json";

/** What is asked, in words for an error, and on which subject. */
export type Question = { what: string; subject: string; body?: unknown; timeoutMs?: number };

/** Asks one responder, and parses its answer. Never throws. */
export async function ask<T>(
  nc: NatsConnection,
  question: Question,
  schema: z.ZodType<T>,
): Promise<Reading<T>> {
  try {
    const message = await nc.request(question.subject, encode(question.body), {
      timeout: question.timeoutMs ?? 3_000,
    });
    return parseAnswer(question.what, message, schema);
  } catch (error) {
    return { ok: false, error: toAppError(error, question) };
  }
}

/**
 * Asks every responder and takes what arrives until it is quiet, or until all are heard where their
 * number is known; nobody at all is an error.
 */
export async function askAll<T>(
  nc: NatsConnection,
  question: Question & { responders?: number },
  schema: z.ZodType<T>,
): Promise<Reading<T[]>> {
  const values: T[] = [];
  try {
    const answers = await nc.requestMany(question.subject, encode(question.body), {
      ...(question.responders === undefined
        ? { strategy: "stall", stall: 200 }
        : { strategy: "count", maxMessages: question.responders }),
      maxWait: question.timeoutMs ?? 3_000,
    });
    for await (const message of answers) {
      const parsed = parseAnswer(question.what, message, schema);
      if (!parsed.ok) return parsed;
      values.push(parsed.value);
    }
  } catch (error) {
    return { ok: false, error: toAppError(error, question) };
  }
  if (values.length > 0) return { ok: true, value: values };
  return { ok: false, error: { kind: "timeout", what: question.what, subject: question.subject } };
}

/** Not enabled for the account, and not enabled at all. */
const withoutJetStream = new Set([10039, 10076]);

/** The one mapper from the client's errors; by name, because a bundled class can exist twice. */
function toAppError(error: unknown, { what, subject }: Question): AppError {
  if (!(error instanceof Error)) return { kind: "unexpected", what, detail: String(error) };
  const cause = error.cause instanceof Error ? error.cause : error;
  if (isViolation(cause)) {
    return { kind: "permission", what, operation: cause.operation, subject: cause.subject };
  }
  switch (cause.name) {
    case "TimeoutError":
      return { kind: "timeout", what, subject };
    case "NoResponders":
    case "NoRespondersError":
      // Its API has a listener wherever it is on.
      return subject.startsWith("$JS.")
        ? { kind: "no-jetstream", what }
        : { kind: "no-responders", what, subject };
    case "ClosedConnectionError":
    case "ConnectionError":
    case "DrainingConnectionError":
      return { kind: "disconnected", what, why: cause.message, willRetry: true };
    default:
      return { kind: "unexpected", what, detail: cause.message };
  }
}

function parseAnswer<T>(what: string, message: Msg, schema: z.ZodType<T>): Reading<T> {
  if (message.headers?.code === 503) {
    return { ok: false, error: { kind: "no-responders", what, subject: message.subject } };
  }
  let answer: unknown;
  try {
    answer = readJson(message.string());
  } catch (error) {
    return { ok: false, error: { kind: "malformed", what, detail: String(error) } };
  }
  const refused = readRefusal(answer);
  if (refused && withoutJetStream.has(refused.code)) {
    return { ok: false, error: { kind: "no-jetstream", what } };
  }
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

function encode(body: unknown): string {
  return body === undefined ? "" : JSON.stringify(body);
}

function isViolation(
  error: Error,
): error is Error & { operation: "publish" | "subscription"; subject: string } {
  return error.name === "PermissionViolationError" && "operation" in error && "subject" in error;
}
