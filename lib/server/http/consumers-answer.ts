import type { ConsumerRow, ConsumersDelta, LagSpark } from "@/lib/model/consumers";
import { createBreath } from "@/lib/nats/breath";
import type { Collector } from "@/lib/server/collector/collector";
import { type SharedText, shareText } from "./send";

/** What the consumers' address answers, made once for all who ask the same at about the same time. */
export type ConsumersAnswers = (
  collector: Pick<Collector, "consumers">,
  since: string | undefined,
) => Promise<SharedText>;

/** Ages count from when it was answered: they are wrong by so much at most. */
const sharedMs = 500;
/** Of more, none is kept: who asks for a change since long ago asks alone. */
const mostKept = 20;

type Kept = { atMs: number; text: Promise<SharedText> };

/** Answers from a short memory: ten thousand rows are 9 MB, which fifty tabs would pack fifty times. */
export function createConsumersAnswers(): ConsumersAnswers {
  const known = new WeakMap<object, Map<string, Kept>>();
  return (collector, since = "") => {
    const nowMs = performance.now();
    const kept = known.get(collector) ?? new Map<string, Kept>();
    known.set(collector, kept);
    for (const [key, { atMs }] of kept) if (nowMs - atMs >= sharedMs) kept.delete(key);
    const found = kept.get(since);
    if (found) return found.text;
    const text = writeConsumers(collector.consumers(since === "" ? undefined : since)).then(
      shareText,
    );
    if (kept.size < mostKept) kept.set(since, { atMs: nowMs, text });
    return text;
  };
}

/** The delta as JSON. Row by row, so that nobody else waits; a row that was written before is not written again. */
export async function writeConsumers(delta: ConsumersDelta): Promise<string> {
  const { rows, sparks, ...head } = delta;
  const breathe = createBreath();
  const written: string[] = [];
  for (const row of rows) {
    written.push(textOfRow(row));
    await breathe();
  }
  const lines: string[] = [];
  for (const [key, spark] of Object.entries(sparks ?? {})) {
    lines.push(`${JSON.stringify(key)}:${textOfSpark(spark)}`);
    await breathe();
  }
  const parts = [
    JSON.stringify(head).slice(1, -1),
    `"rows":[${written.join(",")}]`,
    ...(sparks ? [`"sparks":{${lines.join(",")}}`] : []),
  ];
  return `{${parts.join(",")}}`;
}

const rowTexts = new WeakMap<ConsumerRow, string>();
const sparkTexts = new WeakMap<LagSpark, string>();

function textOfRow(row: ConsumerRow): string {
  const known = rowTexts.get(row);
  if (known !== undefined) return known;
  const text = JSON.stringify({
    ...row,
    pending: String(row.pending),
    lagMessages: String(row.lagMessages),
    delivered: placeOf(row.delivered),
    ackFloor: placeOf(row.ackFloor),
    group: row.group && {
      ...row.group,
      followers: row.group.followers.map((one) => ({ ...one, lag: String(one.lag) })),
    },
  });
  rowTexts.set(row, text);
  return text;
}

function placeOf(place: ConsumerRow["delivered"]) {
  return {
    ...place,
    streamSequence: String(place.streamSequence),
    consumerSequence: String(place.consumerSequence),
  };
}

function textOfSpark(spark: LagSpark): string {
  const text = sparkTexts.get(spark) ?? JSON.stringify(spark);
  sparkTexts.set(spark, text);
  return text;
}
