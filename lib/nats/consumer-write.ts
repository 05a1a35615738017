import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { checkName } from "@/lib/format/name";
import type { MadeConsumer, NewConsumer, PauseWish } from "@/lib/model/consumer-write";
import { differencesOf, toConsumerConfig } from "./consumer-config";
import { ask, type Question } from "./request";
import { apiSubject } from "./scope";
import { time } from "./wire";

const made = z.object({ name: z.string(), config: z.record(z.string(), z.unknown()) });
const deleted = z.object({ success: z.literal(true) });
const paused = z.object({ paused: z.boolean().default(false), pause_until: time.optional() });
const clock = z.object({ ts: time });

/** A group of replicas has to be found and elected first. */
const createMs = 10_000;

const notFound = 10014;
/** The name is in use, as an action of "create" is told. */
const nameInUse = new Set([10013, 10148]);

/** Makes a consumer; one of the same name is never taken for it and never changed. */
export async function createConsumer(
  nc: NatsConnection,
  wish: NewConsumer,
): Promise<Reading<MadeConsumer>> {
  const { stream, name, filterSubjects } = wish;
  const title = `Consumer ${name} was not created`;
  const bad = refuseNames(title, stream, name);
  if (bad) return bad;
  // A server before 2.10 knows no action and would change what is there; one after it says yes to an equal one.
  const known = await ask(nc, infoOf(nc, stream, name), z.unknown());
  if (known.ok) return notDone(title, exists(wish));
  const config = toConsumerConfig(wish);
  // With its filter in the subject, a user can be allowed to read just that.
  const filter = filterSubjects.length === 1 ? `.${filterSubjects[0]}` : "";
  const answer = await write(
    nc,
    title,
    {
      rest: `CONSUMER.CREATE.${stream}.${name}${filter}`,
      body: { stream_name: stream, config, action: "create" },
      timeoutMs: createMs,
    },
    made,
  );
  if (!answer.ok) return isInUse(answer.error) ? notDone(title, exists(wish)) : answer;
  const { config: echo } = answer.value;
  return { ok: true, value: { name: answer.value.name, differences: differencesOf(config, echo) } };
}

/** Removes a consumer and with it its place in the stream. */
export async function deleteConsumer(
  nc: NatsConnection,
  stream: string,
  name: string,
): Promise<Reading<null>> {
  const title = `Consumer ${name} was not deleted`;
  const bad = refuseNames(title, stream, name);
  if (bad) return bad;
  const answer = await write(
    nc,
    title,
    { rest: `CONSUMER.DELETE.${stream}.${name}`, timeoutMs: createMs },
    deleted,
  );
  return answer.ok ? { ok: true, value: null } : answer;
}

/** Lets a consumer deliver nothing for a while, by the server's clock (since 2.11); tells until when. */
export async function pauseConsumer(
  nc: NatsConnection,
  { stream, name, wish }: { stream: string; name: string; wish: PauseWish },
): Promise<Reading<{ pausedUntilMs: number }>> {
  const title = `Consumer ${name} was not paused`;
  const bad = refuseNames(title, stream, name) ?? refuseOld(nc, title);
  if (bad) return bad;
  const until = await untilOf(nc, { stream, name, wish });
  if (!until.ok) return notDone(title, notAsked(title, until.error));
  const body = { pause_until: new Date(until.value).toISOString() };
  const answer = await write(nc, title, { rest: `CONSUMER.PAUSE.${stream}.${name}`, body }, paused);
  if (!answer.ok) return answer;
  const { paused: isPaused, pause_until: pausedUntilMs } = answer.value;
  if (isPaused && pausedUntilMs !== undefined) return { ok: true, value: { pausedUntilMs } };
  const detail = "By the server's clock that moment has passed.";
  return notDone(title, { kind: "console", title, detail });
}

/** Lets a paused consumer go on. */
export async function resumeConsumer(
  nc: NatsConnection,
  stream: string,
  name: string,
): Promise<Reading<null>> {
  const title = `Consumer ${name} was not resumed`;
  const bad = refuseNames(title, stream, name) ?? refuseOld(nc, title);
  if (bad) return bad;
  const answer = await write(nc, title, { rest: `CONSUMER.PAUSE.${stream}.${name}` }, paused);
  if (!answer.ok) return answer;
  if (!answer.value.paused) return { ok: true, value: null };
  return notDone(title, { kind: "console", title, detail: "The server says that it is paused." });
}

/** R09: this machine's clock may be wrong; the one that ends the pause is the server's. */
async function untilOf(
  nc: NatsConnection,
  { stream, name, wish }: { stream: string; name: string; wish: PauseWish },
): Promise<Reading<number>> {
  if ("untilMs" in wish) return { ok: true, value: wish.untilMs };
  const told = await ask(nc, infoOf(nc, stream, name), clock);
  if (!told.ok) return told;
  const nowMs = told.value.ts ?? Date.now();
  return { ok: true, value: nowMs + Number(wish.forNs / 1_000_000n) };
}

/** What only reads and gets no answer has changed nothing: that is known. */
function notAsked(title: string, error: AppError): AppError {
  if (error.kind !== "timeout") return error;
  const detail = "The server did not say what its clock shows, so it was not asked to pause.";
  return { kind: "console", title, detail };
}

function infoOf(nc: NatsConnection, stream: string, name: string): Question {
  return { what: `Consumer ${name}`, subject: apiSubject(nc, `CONSUMER.INFO.${stream}.${name}`) };
}

type Written = Omit<Question, "what" | "subject"> & { rest: string };

async function write<T>(
  nc: NatsConnection,
  title: string,
  { rest, ...question }: Written,
  schema: z.ZodType<T>,
): Promise<Reading<T>> {
  const asked = { ...question, what: title, subject: apiSubject(nc, rest) };
  const answer = await ask(nc, asked, schema);
  return answer.ok ? answer : notDone(title, answer.error);
}

/** To NATS each name is a token of a subject. */
function refuseNames(title: string, stream: string, name: string) {
  const fault = checkName(stream, "stream") ?? checkName(name, "consumer");
  return fault === undefined
    ? undefined
    : notDone(title, { kind: "bad-name", what: title, detail: fault });
}

/** An older server leaves the question without an answer. */
function refuseOld({ info }: NatsConnection, title: string) {
  const version = info?.version ?? "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 2 || (major === 2 && minor >= 11)) return undefined;
  const detail = `The server is ${version}: consumers can be paused since NATS 2.11.`;
  return notDone(title, { kind: "console", title, detail });
}

function exists({ stream, name }: NewConsumer): AppError {
  return { kind: "exists", what: `Consumer ${name} of ${stream}` };
}

function isInUse(error: AppError): boolean {
  if (error.kind !== "not-done" || error.cause.kind !== "jetstream") return false;
  return nameInUse.has(error.cause.code);
}

function notDone(title: string, cause: AppError): { ok: false; error: AppError } {
  return { ok: false, error: { kind: "not-done", title, cause: plain(title, cause) } };
}

/** Gone meanwhile, say by somebody else. */
function plain(title: string, cause: AppError): AppError {
  if (cause.kind !== "jetstream" || cause.code !== notFound) return cause;
  return { kind: "not-found", what: title, where: "The stream" };
}
