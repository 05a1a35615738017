import { forecastFullMs } from "@/lib/live/forecast";
import type { StreamRow } from "@/lib/model/streams";

const halfMinuteMs = 30_000;

/**
 * In how long a stream meets its limits if it goes on as in its last quarter of an hour; undefined where that can't be
 * said. Where messages also go before a limit, what comes in says nothing of it.
 */
export function streamFullInMs(row: StreamRow): {
  messages: number | undefined;
  bytes: number | undefined;
} {
  if (losesEarlier(row)) return { messages: undefined, bytes: undefined };
  const filling = fillingOf(row);
  const meanBytes = row.messages === 0n ? 0 : Number(row.bytes) / Number(row.messages);
  const { messages, bytes, maxMessages, maxBytes } = row;
  return {
    messages: maxMessages
      ? forecastFullMs({ ...filling, used: messages, limit: maxMessages })
      : undefined,
    bytes: maxBytes
      ? forecastFullMs({
          atMs: filling.atMs,
          values: filling.values.map((value) => value && value * meanBytes),
          used: bytes,
          limit: maxBytes,
        })
      : undefined,
  };
}

function losesEarlier({
  retention,
  maxAgeMs,
  maxMessagesPerSubject,
  isSealed,
}: StreamRow): boolean {
  return (
    retention !== "limits" ||
    maxAgeMs !== undefined ||
    maxMessagesPerSubject !== undefined ||
    isSealed
  );
}

/** How many it held at the end of each half minute, by what came in since. */
function fillingOf({ messages, trend }: StreamRow) {
  const values: (number | null)[] = [];
  let held: number | null = Number(messages);
  for (const rate of trend.toReversed()) {
    values.unshift(held);
    held = held === null || rate === null ? null : held - (rate * halfMinuteMs) / 1_000;
  }
  return { values, atMs: values.map((_, place) => place * halfMinuteMs) };
}
