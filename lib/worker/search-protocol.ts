import type { Reading } from "@/lib/errors/app-error";
import type { SearchFrame, SearchOrder } from "@/lib/model/search";

/** What the page may ask about a search through a stream. */
export type SearchCalls = {
  /** Calls back with how far it is and what it found; the answer comes with its end, also when it is closed. */
  openSearch(
    run: string,
    connectionId: string,
    order: SearchOrder,
    hear: (frame: SearchFrame) => void,
  ): Promise<Reading<null>>;
  /** Ends it where it is; parts that were not looked at whole are looked at again by the next. */
  closeSearch(run: string): void;
};
