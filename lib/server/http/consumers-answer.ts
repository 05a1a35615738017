import { worstIn } from "@/lib/live/consumers-worst";
import type { ConsumerRow, ConsumersDelta, LagSpark } from "@/lib/model/consumers";
import { createBreath } from "@/lib/nats/breath";
import type { Collector } from "@/lib/server/collector/collector";
import { type SharedText, shareText } from "./send";

/** What somebody asks of the consumers: what has changed since a revision, or so many of the worst. */
type ConsumersAsked = { since?: string | undefined; worst?: number | undefined };

/** What the consumers' address answers, made once for all who ask the same at about the same time. */
export type ConsumersAnswers = (
  collector: Pick<Collector, "consumers">,
  asked: ConsumersAsked,
) => Promise<SharedText>;

/** Ages count from when it was answered: they are wrong by so much at most, of which a beat is a multiple. */
const sharedMs = { least: 500, most: 2_000, ofBeat: 1 / 8 };
/** Of more, none is kept: who asks for a change since long ago asks alone. */
const mostKept = 20;

/** All answers of some moments. */
type Edition = { endsMs: number; revision: string; texts: Map<string, Promise<SharedText>> };

/**
 * Answers by editions. All of one tell the same revision, so that tabs which ask anew ask for the same, whenever each
 * began: ten thousand rows are 6 MB, which fifty tabs would pack fifty times. What came while an edition lasts may be told
 * in it and in the next one again.
 */
export function createConsumersAnswers(): ConsumersAnswers {
  const newest = new WeakMap<object, Edition>();
  return (collector, { since = "", worst }) => {
    const nowMs = performance.now();
    const known = newest.get(collector);
    const edition = known && nowMs < known.endsMs ? known : undefined;
    const asked = worst === undefined ? since : `worst ${worst}`;
    const found = edition?.texts.get(asked);
    if (found !== undefined) return found;
    const delta = collector.consumers(since === "" ? undefined : since);
    const { texts, revision } = edition ?? begin(delta, nowMs);
    const told = worst === undefined ? delta : worstIn(delta, worst);
    const text = writeConsumers({ ...told, revision }).then(shareText);
    if (texts.size < mostKept) texts.set(asked, text);
    return text;

    function begin({ revision, beatMs }: ConsumersDelta, atMs: number): Edition {
      const { least, most, ofBeat } = sharedMs;
      const lastsMs = Math.min(most, Math.max(least, beatMs * ofBeat));
      const fresh: Edition = { endsMs: atMs + lastsMs, revision, texts: new Map() };
      newest.set(collector, fresh);
      return fresh;
    }
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
