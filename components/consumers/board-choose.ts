import { type ConsumerCause, type ConsumerRow, consumerCauses } from "@/lib/model/consumers";

/** By what consumers are chosen; undefined chooses by nothing. */
export type BoardChoice = {
  /** A stream's name, or a part of names where there is no such stream. */
  stream: string | undefined;
  causes: readonly ConsumerCause[];
  /** Only those behind by so many seconds; 0 is at all. */
  overSeconds: number | undefined;
};

/** What was chosen, and how many of the others' choices have each cause. */
export type ChosenConsumers = {
  rows: readonly ConsumerRow[];
  causes: Record<ConsumerCause, number>;
};

/** The consumers that are wanted, in their order; the same list where all are. */
export function chooseConsumers(
  all: readonly ConsumerRow[],
  { stream, causes, overSeconds }: BoardChoice,
): ChosenConsumers {
  const isOfStream = stream === undefined ? undefined : streamFilter(all, stream);
  const isOther =
    isOfStream || overSeconds !== undefined
      ? (row: ConsumerRow) =>
          (!isOfStream || isOfStream(row)) &&
          (overSeconds === undefined || isOver(row, overSeconds))
      : undefined;
  const others = isOther ? filterOrSame(all, isOther) : all;
  const rows =
    causes.length === 0
      ? others
      : filterOrSame(others, ({ cause }) => cause !== undefined && causes.includes(cause));
  return { rows, causes: countCauses(others) };
}

function isOver({ lagMessages, lagSeconds }: ConsumerRow, seconds: number): boolean {
  return lagMessages > 0n && (seconds === 0 || (lagSeconds !== null && lagSeconds >= seconds));
}

function streamFilter(all: readonly ConsumerRow[], stream: string) {
  if (all.some((row) => row.stream === stream)) return (row: ConsumerRow) => row.stream === stream;
  const part = stream.toLowerCase();
  return (row: ConsumerRow) => row.stream.toLowerCase().includes(part);
}

function countCauses(rows: readonly ConsumerRow[]): Record<ConsumerCause, number> {
  const counts = Object.fromEntries(consumerCauses.map((cause) => [cause, 0]));
  for (const { cause } of rows) if (cause !== undefined) counts[cause] = (counts[cause] ?? 0) + 1;
  return counts as Record<ConsumerCause, number>;
}

/** The table looks for what has changed only where the list is another one. */
function filterOrSame<T>(rows: readonly T[], passes: (row: T) => boolean): readonly T[] {
  const kept = rows.filter(passes);
  return kept.length === rows.length ? rows : kept;
}
