import type { StoreDetail } from "@/lib/model/object-store";

/** What it means that a store is sealed. */
export const sealedWords =
  "The store is sealed: what is in it stays as it is, and nothing comes or goes any more.";

/** Why nothing is written to a store. */
export const readOnlyWords: Record<NonNullable<StoreDetail["readOnlyWhy"]>, string> = {
  sealed: sealedWords,
  "mirror-of-elsewhere":
    "The store mirrors one of another account or domain: it is written there, not here.",
};
