import * as z from "zod";
import type { AppError } from "@/lib/errors/app-error";
import { eventKinds } from "@/lib/model/events";

z.config({ jitless: true });

// What the console's collector writes: JSON, in which a bigint is a string of its digits.

export const text = z.string();
export const number = z.number();
export const big = z
  .string()
  .regex(/^-?\d{1,20}$/)
  .transform(BigInt);
/** What need not be there. */
export const maybe = {
  text: text.exactOptional(),
  number: number.exactOptional(),
  big: big.exactOptional(),
};

/** The console is of the same release as this page: an error's words are looked at, its fields are not counted. */
export const error = z.custom<AppError>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    typeof value.kind === "string",
);

/** The servers that hold a stream or a consumer. */
export const group = z.object({
  leader: maybe.text,
  followers: z.array(
    z.object({ name: text, isCurrent: z.boolean(), isOffline: z.boolean(), lag: big }),
  ),
});

/** What NATS told of itself. */
export const event = z.object({
  id: text,
  firstMs: number,
  lastMs: number,
  count: number,
  kind: z.enum(eventKinds),
  severity: z.enum(["info", "attention", "trouble"]),
  stream: maybe.text,
  consumer: maybe.text,
  server: maybe.text,
  leader: maybe.text,
  sequence: maybe.big,
  deliveries: maybe.number,
  reason: maybe.text,
});
