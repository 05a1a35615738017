import type { Reading } from "@/lib/errors/app-error";
import type { ConnectionList } from "@/lib/model/connection";
import { getConnections } from "./connections";

/** The console's list of connections: the page and the links ask for it once between them. */
export type ConsoleList = {
  /** The page's: the first time the one that the start asked for, then a new one. */
  forPage(): Promise<Reading<ConnectionList>>;
  /** A link's: unless it asks anew, the newest while that is young. */
  forLink(anew: boolean): Promise<Reading<ConnectionList>>;
};

const youngMs = 10_000;

/** Asks for the list at once: it is on its way while the page becomes alive. */
export function createConsoleList(origin: string): ConsoleList {
  let asked: Promise<Reading<ConnectionList>> | undefined;
  let next: Promise<Reading<ConnectionList>> | undefined;
  let newest: Promise<Reading<ConnectionList>>;
  let newestMs = 0;
  let hasPage = false;

  const ask = () => {
    asked ??= getConnections(origin).finally(() => {
      asked = undefined;
    });
    newest = asked;
    newestMs = Date.now();
    return asked;
  };
  /** One that is on its way may have been written before what makes somebody ask: a new one follows it. */
  const askAnew = () => {
    if (!asked) return ask();
    next ??= asked.then(() => {
      next = undefined;
      return ask();
    });
    return next;
  };
  newest = ask();
  const isYoung = () => Date.now() - newestMs < youngMs;
  return {
    forPage() {
      const answer = !hasPage && isYoung() ? newest : ask();
      hasPage = true;
      return answer;
    },
    async forLink(anew) {
      if (anew) return askAnew();
      if (!isYoung()) return ask();
      const answer = await newest;
      return answer.ok ? answer : ask();
    },
  };
}
