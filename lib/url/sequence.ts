import { createParser } from "nuqs/server";

/** A stream's sequence in an address: in 64 bits; every digit counts. */
export const parseAsSequence = createParser<bigint>({
  parse: (text) => (/^\d{1,20}$/.test(text) ? BigInt(text) : null),
  serialize: String,
});
