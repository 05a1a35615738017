import type { ConsumerRow } from "@/lib/model/consumers";

/** What a lag is compared by. */
type Compared = Pick<ConsumerRow, "lagMessages" | "lagSeconds">;

/** Those whose time is not known stand below the ones of more than this. */
const knownFromSeconds = 60;
const perSecond = 1_000_000;
const bandOf = { late: 2e15, unknown: 1e15, soon: 0 };

/**
 * How bad a lag is, as one number: by time, then by messages. Whole, and exact below 2^53, so that rows of one
 * second don't change places for less.
 */
export function worstKey({ lagMessages, lagSeconds }: Compared): number {
  if (lagMessages === 0n) return 0;
  const messages = messagesKey(lagMessages);
  if (lagSeconds === null) return bandOf.unknown + messages;
  const band = lagSeconds > knownFromSeconds ? bandOf.late : bandOf.soon;
  return band + Math.floor(Math.min(lagSeconds, 1e9)) * perSecond + messages;
}

/** 1 to 959,999, by size: 64 bits have room in what is left of a second. */
function messagesKey(messages: bigint): number {
  return 1 + Math.floor(Math.log2(Number(messages)) * 14_900);
}
