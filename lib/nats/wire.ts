import * as z from "zod";

// zod probes `new Function`, which the content security policy reports as a violation.
z.config({ jitless: true });

/** A 64-bit counter; readJson gives what is beyond 2^53 as a bigint. */
export const counter = z
  .union([z.number().int(), z.bigint()])
  .transform((value) => BigInt(value))
  // No server counts further; what pretends to is forged, and would be unreadable for whoever counts in 64 bits.
  .refine((value) => value >= -(2n ** 63n) && value < 2n ** 64n, "is no 64-bit integer");

/** A time with nanoseconds, as milliseconds; the zero time of Go means "never". */
export const time = z.string().transform((text) => {
  const ms = Date.parse(text);
  return text.startsWith("0001-01-01") || Number.isNaN(ms) ? undefined : ms;
});

/** -1, and on older servers its unsigned reading, mean that there is no limit. */
export const limit = counter.transform((value) =>
  value < 0n || value >= 2n ** 63n ? undefined : value,
);
