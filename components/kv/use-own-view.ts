"use client";

import { useState } from "react";
import type { TableView } from "@/components/ui/table/use-table-view";

/** How a table is looked at that has no address of its own: in a dialog, or beside another. */
export function useOwnView(sort?: TableView["sort"]): TableView {
  const [view, setView] = useState<Omit<TableView, "change">>({
    ...{ sort, columns: undefined, text: "", filters: [], row: undefined },
  });
  return { ...view, change: (changes) => setView((now) => ({ ...now, ...changes })) };
}
