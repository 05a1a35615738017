"use client";

import { useShortcut } from "@/components/shell/shortcuts";
import type { MessageRow } from "@/lib/model/message-page";
import type { MessagesView } from "./use-view";

type Props = { open: bigint; rows: readonly MessageRow[]; view: MessagesView };

/** The keys that lead from the open message to its neighbours in the list. */
export function OpenKeys({ open, rows, view }: Props) {
  const step = (by: number) => {
    const at = rows.findIndex(({ sequence }) => sequence === open);
    const next = at < 0 ? undefined : rows[at + by];
    if (next) view.openAt(next.sequence);
  };
  useShortcut("j", "Next message", () => step(1));
  useShortcut("k", "Previous message", () => step(-1));
  return null;
}
