import {
  emptyKeepingDraft,
  fromKeepingDraft,
  type KeepingDraft,
  keepingFaults,
  toKeepingDraft,
} from "@/lib/format/keeping-draft";
import { checkName } from "@/lib/format/name";
import { serverLacks } from "@/lib/format/server-lacks";
import type { StoreSettings } from "@/lib/model/object-store";

/** A store's settings while somebody types them. */
export type StoreDraft = KeepingDraft & { name: string };

/** What the form begins with. */
export const emptyStoreDraft: StoreDraft = { ...emptyKeepingDraft, name: "" };

/** The settings of a store that there is, as they would have been typed. */
export function toStoreDraft(settings: StoreSettings): StoreDraft {
  return { ...toKeepingDraft(settings), name: settings.name };
}

/** The settings that a draft without faults means; of a store that there is, with what can't be typed. */
export function toSettings(draft: StoreDraft, opened?: StoreSettings): StoreSettings {
  return { ...fromKeepingDraft(draft, opened), name: draft.name };
}

/** What is wrong, or why it can't be used, field by field. */
export type StoreWords = Partial<Record<keyof StoreDraft, string>>;

/** What is wrong with a draft; `others` are the stores that there are, undefined where one is changed. */
export function checkStoreDraft(
  draft: StoreDraft,
  others: readonly string[] | undefined,
): StoreWords {
  return said({
    ...keepingFaults(draft),
    name: others && nameFault(draft.name, others),
  });
}

/** Why a field can't be used: by the server, undefined until it is known, and by what is opened. */
export function storeReasons(
  version: string | undefined,
  opened: StoreSettings | undefined,
): StoreWords {
  return said({
    isCompressed: serverLacks(version, "2.10"),
    metadata: serverLacks(version, "2.10"),
    name: opened && "A name is for good.",
    storage: opened && "It can't be changed. Make another store and copy the objects to it.",
  });
}

function nameFault(name: string, others: readonly string[]): string | undefined {
  const fault = checkName(name, "store");
  if (fault !== undefined) return fault;
  return others.includes(name) ? `There is a store ${name} already.` : undefined;
}

function said(words: Partial<Record<keyof StoreDraft, string | undefined>>): StoreWords {
  return Object.fromEntries(Object.entries(words).filter(([, text]) => text !== undefined));
}
