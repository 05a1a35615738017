import type { Format } from "@/lib/format/format";
import type { ConsumerCause, ConsumerRow } from "@/lib/model/consumers";

/** A cause as a label of a few letters. */
export const causeLabels: Record<ConsumerCause, string> = {
  "nobody-pulls": "nobody pulls",
  "not-bound": "not bound",
  "acks-held": "acks held",
  paused: "paused",
  "no-leader": "no leader",
  "filter-matches-nothing": "filter matches nothing",
};

/** What a cause means, whoever has it. */
export const causeMeanings: Record<ConsumerCause, string> = {
  "nobody-pulls": "Messages wait and nobody asks for them.",
  "not-bound": "Messages wait and nobody listens where they would be pushed.",
  "acks-held": "As many as may be under way are not acknowledged.",
  paused: "They were told to wait until a time.",
  "no-leader": "No server leads them: nothing is delivered.",
  "filter-matches-nothing": "Nothing that the stream takes matches their filter.",
};

/** Why a consumer is behind, in a sentence; undefined where one reading does not show it. */
export function causeSentence(row: ConsumerRow, format: Format): string | undefined {
  const { cause, lagMessages, stream } = row;
  const wait =
    lagMessages === 1n ? "1 message waits" : `${format.exact(lagMessages)} messages wait`;
  switch (cause) {
    case undefined:
      return undefined;
    case "nobody-pulls":
      return `${wait} and nobody asks for them.`;
    case "not-bound":
      return `${wait} and nobody listens where they would be pushed.`;
    case "acks-held":
      return `${wait}: ${heldWords(row, format)}, and no more are delivered until some are.`;
    case "paused":
      return row.pausedUntilMs === undefined
        ? `${wait}: it is paused.`
        : `${wait}: it is paused until ${format.moment(row.pausedUntilMs)}.`;
    case "no-leader":
      return "No server leads it: nothing is delivered until one is elected.";
    case "filter-matches-nothing":
      return `Nothing that ${stream} takes matches its filter ${row.filterSubjects.join(", ")}.`;
  }
}

function heldWords({ ackPending, maxAckPending }: ConsumerRow, { exact }: Format): string {
  const limit = maxAckPending === undefined ? "" : ` of ${exact(maxAckPending)}`;
  return `${exact(ackPending)}${limit} that may be under way are not acknowledged`;
}
