"use client";

import { ArrowUp } from "lucide-react";
import { useState } from "react";
import { useFormat } from "@/components/ui/use-format";
import type { MessageRow } from "@/lib/model/message-page";

type Props = { rows: readonly MessageRow[]; isAtTop: boolean; onShow: () => void };

/** How many have come above what is in sight, and the way to them. */
export function NewNote({ rows, isAtTop, onShow }: Props) {
  const format = useFormat();
  const newest = rows[0]?.sequence;
  const [seen, setSeen] = useState(newest);
  if (isAtTop && seen !== newest) setSeen(newest);
  const place = seen === undefined ? 0 : rows.findIndex(({ sequence }) => sequence <= seen);
  const count = Math.max(0, place);
  return (
    <div role="status" className="absolute inset-x-0 top-10 z-10 flex justify-center empty:hidden">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="flex h-7 items-center gap-1.5 rounded-md border border-line bg-raised px-3 font-medium text-accent text-small tabular-nums shadow-lg hover:bg-hover"
        >
          <ArrowUp aria-hidden="true" className="size-3.5" />
          {format.exact(count)} new
        </button>
      )}
    </div>
  );
}
