import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { getSubjectNames, type NamesHome, type NamesPage } from "./subject-names";

/** How far a list of names has come: what a later one goes on with. */
export type NamesPlace = { offset: number; last: string | undefined };

/** Which names are listed, from where on, and who takes them. */
export type ListNamesOptions = {
  pattern: string;
  from?: NamesPlace | undefined;
  /** False when no more are wanted. */
  onPage: (page: NamesPage, next: NamesPlace) => boolean;
};

/** Whether it came to its end, or why not. */
export type ListEnd = { isWhole: boolean; error?: AppError };

/** Pages reach so far back into those before them: what goes while a list is read moves all others. */
const overlap = 100;
const stepBack = 10_000;

/**
 * Lists names page by page, each when the one before was taken. None is left out, whatever comes and goes meanwhile: a
 * page that begins behind the last name is asked for again from further before it.
 */
export async function listSubjectNames(
  nc: NatsConnection,
  home: NamesHome,
  { pattern, from, onPage }: ListNamesOptions,
): Promise<ListEnd> {
  let at: NamesPlace = from ?? { offset: 0, last: undefined };
  for (;;) {
    const answer = await getSubjectNames(nc, home, pattern, at.offset);
    if (!answer.ok) return { isWhole: false, error: answer.error };
    const page = answer.value;
    if (isBehind(page, at)) {
      at = { ...at, offset: Math.max(0, Math.min(at.offset, page.total) - stepBack) };
      continue;
    }
    const end = at.offset + page.names.length;
    at = { offset: Math.max(0, end - overlap), last: page.names.at(-1) ?? at.last };
    const goesOn = onPage(page, at);
    if (end >= page.total || page.names.length === 0) return { isWhole: true };
    if (!goesOn) return { isWhole: false };
  }
}

/** Between the last name and this page there may be others. */
function isBehind({ names: [first] }: NamesPage, { offset, last }: NamesPlace): boolean {
  if (offset === 0) return false;
  return first === undefined || (last !== undefined && first > last);
}
