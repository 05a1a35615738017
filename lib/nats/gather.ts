import { headers, type Msg, type NatsConnection, type Subscription } from "@nats-io/nats-core";
import type { z } from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { answerText } from "./answer-text";
import { onConnectionEvent } from "./connection-events";
import { checkHere, encode, parseText, type Question } from "./request";
import { newInbox } from "./scope";
import { isNobody, nobodyAnswers, toAppError, toPermissionError } from "./to-app-error";

/** What every server is asked. */
export type ServersQuestion = Question & {
  /** So many answered last time: fewer are waited for a little longer. */
  expected: number;
  /** Nobody else can answer than those who are expected. */
  isExact: boolean;
  /** Those who are far away and not expected yet are listened for a little longer. */
  isSearch?: boolean;
};

/** An answer, and when it was asked for and came. */
export type Heard<T> = { value: T; sentMs: number; heardMs: number };

/** After the last answer: nothing says how many servers there are. */
const quietMs = 150;
/** Once around the world and back. */
const searchMs = 700;
const missingMs = 1_500;
/** No honest answers together are longer (T26). */
const mostBytes = 64 * 1024 * 1024;

/** An answer that is read by hand, piece by piece if need be. */
export type ReadText<T> = (text: string) => Reading<T> | Promise<Reading<T>>;

/**
 * Asks every server and takes what they answer until it is quiet. What can't be read of one is left out, so that it
 * spoils no other's. Never throws.
 */
export function gather<T>(
  nc: NatsConnection,
  question: ServersQuestion,
  schema: z.ZodType<T>,
  nowMs: () => number,
): Promise<Reading<Heard<T>[]>> {
  return gatherTexts(nc, question, (text) => parseText(question, text, schema), nowMs);
}

/** The same for answers that `read` reads. */
export async function gatherTexts<T>(
  nc: NatsConnection,
  question: ServersQuestion,
  read: ReadText<T>,
  nowMs: () => number,
): Promise<Reading<Heard<T>[]>> {
  const refused = checkHere(nc, question);
  if (refused) return refused;
  const sentMs = nowMs();
  const collected = await collect(nc, question, nowMs);
  if (!collected.ok) return collected;
  const parsed = await Promise.all(
    collected.value.map(async ({ message, heardMs }) => {
      const reading = await parse(question, message, read);
      return reading.ok
        ? { ok: true as const, value: { value: reading.value, sentMs, heardMs } }
        : reading;
    }),
  );
  const heard = parsed.flatMap((one) => (one.ok ? one.value : []));
  const failed = parsed.find((one) => !one.ok);
  return heard.length === 0 && failed ? failed : { ok: true, value: heard };
}

async function parse<T>(question: Question, message: Msg, read: ReadText<T>): Promise<Reading<T>> {
  try {
    return await read(await answerText(message));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, error: { kind: "malformed", what: question.what, detail } };
  }
}

type Collected = { message: Msg; heardMs: number };

function collect(
  nc: NatsConnection,
  question: ServersQuestion,
  nowMs: () => number,
): Promise<Reading<Collected[]>> {
  const { what, subject, expected, isExact, timeoutMs = 5_000 } = question;
  const restMs = question.isSearch ? searchMs : quietMs;
  const found: Collected[] = [];
  let sizeBytes = 0;
  return new Promise((settle) => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const after = (name: string, ms: number, run: () => void) => {
      clearTimeout(timers.get(name));
      timers.set(name, setTimeout(run, ms));
    };
    let subscription: Subscription | undefined;
    const end = (error?: AppError) => {
      for (const timer of timers.values()) clearTimeout(timer);
      stopListening();
      subscription?.unsubscribe();
      settle(error ? { ok: false, error } : { ok: true, value: found });
    };
    const stopListening = onConnectionEvent(nc, (event) => {
      if (event.type === "lost" || event.type === "closed") end(lost(what));
      if (event.type === "refused" && event.error.subject === subject)
        end(toPermissionError(nc, what, event.error));
    });
    const isTooMuch = ({ data }: Msg) => {
      sizeBytes += data.length;
      return sizeBytes > mostBytes;
    };
    const take = (message: Msg) => {
      if (isNobody(message)) return end(nobodyAnswers(nc, question));
      if (isTooMuch(message)) return end(tooMuch(what));
      found.push({ message, heardMs: nowMs() });
      if (found.length < expected) return;
      if (isExact) end();
      else after("quiet", restMs, end);
    };
    after("late", timeoutMs, () =>
      end(found.length > 0 ? undefined : { kind: "timeout", what, subject }),
    );
    after("missing", missingMs, () => {
      if (found.length > 0) end();
    });
    try {
      const inbox = newInbox(nc);
      subscription = nc.subscribe(inbox, {
        callback: (error, message) =>
          error ? end(toAppError(nc, error, question)) : take(message),
      });
      nc.publish(subject, encode(question.body), { reply: inbox, headers: gzipped() });
    } catch (error) {
      end(toAppError(nc, error, question));
    }
  });
}

function lost(what: string): AppError {
  return { kind: "disconnected", what, why: "the connection was lost", willRetry: true };
}

function tooMuch(what: string): AppError {
  return { kind: "malformed", what, detail: "the answers are too long" };
}

function gzipped() {
  const asked = headers();
  asked.set("Accept-Encoding", "gzip");
  return asked;
}
