import { type Context, Hono } from "hono";
import { z } from "zod";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { packMatrix } from "@/lib/live/matrix-wire";
import {
  accountSeries,
  consumerSeries,
  derivedSeries,
  type HistoryQuestion,
  type HistorySeries,
  streamSeries,
} from "@/lib/model/history";
import type { Registry } from "@/lib/server/connections/registry";
import type { History } from "@/lib/server/history/history";
import { sayNo } from "./api-answer";
import { sendBytes, sendJson } from "./send";

/** What the routes of the past need. */
export type HistoryRoutes = {
  registry: Pick<Registry, "target">;
  history: Pick<History, "read" | "matrix">;
};

/** What the console keeps of a connection's past: any number of readers asks NATS nothing. */
export function createHistoryApi({ registry, history }: HistoryRoutes): Hono {
  const api = new Hono();
  api.get("/api/c/:c/history", async (c) => {
    const id = c.req.param("c");
    const refused = refuseConnection(c, registry, id);
    if (refused) return refused;
    const read = readQuestion(c.req.queries());
    if (!read.ok) return sayNo(c, 400, read.error);
    const answer = await history.read(id, read.value);
    return answer.ok ? sendJson(c, answer.value) : refuse(c, answer.error);
  });
  api.get("/api/c/:c/history/matrix", async (c) => {
    const id = c.req.param("c");
    const refused = refuseConnection(c, registry, id);
    if (refused) return refused;
    const parsed = matrixQuery.safeParse(c.req.queries());
    if (!parsed.success) return sayNo(c, 400, wordsOf(parsed.error, matrixTakes));
    const { from, to, columns, rows } = parsed.data;
    const answer = await history.matrix(id, { fromMs: from, toMs: to, columns, rows });
    return answer.ok ? sendBytes(c, packMatrix(answer.value)) : refuse(c, answer.error);
  });
  return api;
}

const mostPoints = 2_000;
const mostRows = 1_000;
const longestMs = 10 * 366 * 86_400_000;
const takes = `It takes series (of one kind, by comma), stream, consumer, from and to (milliseconds, at most ten years apart) and points (1 to ${mostPoints}), each once.`;
const matrixTakes = `It takes metric=lag, from and to (milliseconds, at most ten years apart), columns (1 to ${mostPoints}) and rows (0 to ${mostRows}), each once.`;

/** A value that comes once: one that comes twice is refused, not chosen from. */
function once<Value>(schema: z.ZodType<Value, string>) {
  return z
    .tuple([z.string().max(1_024)])
    .transform(([value]) => value)
    .pipe(schema);
}

const number = z
  .string()
  .regex(/^\d{1,15}$/, "write digits")
  .transform(Number);
const name = z.string().min(1).max(255);
const isSpan = ({ from, to }: { from: number; to: number }) => from < to && to - from <= longestMs;
const span = { from: once(number), to: once(number) };

const matrixQuery = z
  .strictObject({
    ...span,
    metric: once(z.literal("lag")),
    columns: once(number.pipe(z.number().min(1).max(mostPoints))),
    rows: once(number.pipe(z.number().min(0).max(mostRows))),
  })
  .refine(isSpan, { path: ["to"], message: "it has to be after from" });

const questionQuery = z
  .strictObject({
    ...span,
    series: once(z.string().transform((text) => text.split(","))),
    stream: once(name).optional(),
    consumer: once(name).optional(),
    points: once(number.pipe(z.number().min(1).max(mostPoints))),
  })
  .refine(isSpan, { path: ["to"], message: "it has to be after from" });

type Refusal = { title: string; detail?: string; hint: string };

function readQuestion(
  query: Record<string, string[]>,
): { ok: true; value: HistoryQuestion } | { ok: false; error: Refusal } {
  const parsed = questionQuery.safeParse(query);
  if (!parsed.success) return { ok: false, error: wordsOf(parsed.error, takes) };
  const { from, to, series, points, stream, consumer } = parsed.data;
  const no = (detail: string) => ({ ok: false as const, error: { ...title, detail, hint: takes } });
  if (consumer !== undefined && stream === undefined) {
    return no("A consumer is asked for with its stream.");
  }
  const known: readonly string[] = seriesOf(stream, consumer);
  const isKnown = (one: string): one is HistorySeries => known.includes(one);
  if (new Set(series).size !== series.length) return no("series: one stands twice.");
  if (!series.every(isKnown)) return no(`series: of this there are ${known.join(", ")}.`);
  const of = {
    ...(stream === undefined ? {} : { stream }),
    ...(consumer === undefined ? {} : { consumer }),
  };
  return { ok: true, value: { series, ...of, fromMs: from, toMs: to, points } };
}

const title = { title: "The parameters are not what this address takes." };

function seriesOf(stream: string | undefined, consumer: string | undefined) {
  if (consumer !== undefined) return [...consumerSeries, ...derivedSeries];
  return stream === undefined ? accountSeries : [...streamSeries, "inRate"];
}

function wordsOf({ issues }: z.ZodError, hint: string): Refusal {
  const [issue] = issues;
  const field = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
  return { ...title, ...(field === undefined ? {} : { detail: `See ${String(field)}.` }), hint };
}

function refuseConnection(
  c: Context,
  registry: HistoryRoutes["registry"],
  id: string,
): Response | undefined {
  const target = registry.target(id);
  if (!target) return sayNo(c, 404, { title: "There is no such connection." });
  if (target.transport !== "direct") return undefined;
  return sayNo(c, 409, {
    title: "The console keeps no history of this connection.",
    detail: "It is a direct one: the browser opens it itself, with credentials that stay there.",
  });
}

function refuse(c: Context, error: AppError): Response {
  const { title: said, detail, hint } = describeError(error);
  return sayNo(c, 503, { title: said, detail, ...(hint ? { hint } : {}) });
}
