import { type DecoderChoice, type DecoderName, decoderNames } from "@/lib/format/decoded";
import { keptText, parseRecord, toRecord } from "./kept-text";

/** Which messages a choice is for: those of a stream, or those that flow, on subjects of one shape; on any connection. */
export type DecoderScope = { stream?: string; subject: string };

type Kept = { stream: string; pattern: string; decoder: DecoderName };

const version = 1;
const mostKept = 200;

const choices = keptText("natsight.decoders", parseDecoderChoices);

/** The decoder that was chosen for messages like this. */
export function readDecoderChoice(scope: DecoderScope): DecoderChoice {
  const pattern = subjectPattern(scope.subject);
  return choices.read().find((kept) => isFor(kept, scope, pattern))?.decoder ?? "auto";
}

/** Keeps a choice for all messages like this; the oldest choices go. */
export function keepDecoderChoice(scope: DecoderScope, choice: DecoderChoice): void {
  const pattern = subjectPattern(scope.subject);
  const others = choices.read().filter((kept) => !isFor(kept, scope, pattern));
  const { stream = "" } = scope;
  const own = choice === "auto" ? [] : [{ stream, pattern, decoder: choice }];
  choices.write(JSON.stringify({ version, choices: [...own, ...others].slice(0, mostKept) }));
}

/** Calls the listener after every change, whichever tab made it, until the returned function is called. */
export const watchDecoderChoices = choices.watch;

/** The subject with `*` for each token that looks like somebody's number: `orders.4711.paid` → `orders.*.paid`. */
export function subjectPattern(subject: string): string {
  return subject
    .split(".")
    .map((token) => (isNumberLike(token) ? "*" : token))
    .join(".");
}

/** Reads what was stored; what is broken there is left out. */
export function parseDecoderChoices(text: string | null): readonly Kept[] {
  const stored = parseRecord(text);
  if (stored.version !== version || !Array.isArray(stored.choices)) return [];
  return stored.choices.flatMap((one: unknown) => toKept(toRecord(one)) ?? []).slice(0, mostKept);
}

/** Digits, or long and with digits among the letters, as ids are. */
function isNumberLike(token: string): boolean {
  return /^\d+$/.test(token) || (/\d/.test(token) && /^[\w-]{12,}$/.test(token));
}

function isFor(kept: Kept, { stream = "" }: DecoderScope, pattern: string): boolean {
  return kept.stream === stream && kept.pattern === pattern;
}

function toKept(value: Record<string, unknown>): Kept | undefined {
  const { stream, pattern } = value;
  const decoder = decoderNames.find((name) => name === value.decoder);
  if (typeof stream !== "string" || typeof pattern !== "string" || !decoder) return undefined;
  return { stream, pattern, decoder };
}
