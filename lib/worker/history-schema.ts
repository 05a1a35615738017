import * as z from "zod";
import type { HistoryAnswer, HistoryKept } from "@/lib/model/history";
import { accountSeries, consumerSeries, derivedSeries, streamSeries } from "@/lib/model/history";
import { event, number, text } from "./schema-parts";

const kept: z.ZodType<HistoryKept> = z.object({
  state: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("on") }),
    z.object({ kind: z.literal("paused"), why: text, sinceMs: number }),
  ]),
  levels: z.array(z.object({ stepMs: number, sinceMs: number })),
  bytes: number,
  maxBytes: number,
  isShortened: z.boolean(),
  putAside: z.object({ file: text, atMs: number }).exactOptional(),
});

const line = z.array(number.nullable());
const values = z.object({ min: line, max: line, last: line });

/** The past of some series. */
export const historySchema: z.ZodType<HistoryAnswer> = z.object({
  atMs: z.array(number),
  stepMs: number,
  values: z.partialRecord(
    z.enum([...consumerSeries, ...streamSeries, ...derivedSeries, ...accountSeries]),
    values,
  ),
  events: z.array(event),
  kept,
});
