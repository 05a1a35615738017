"use client";

import { ArrowUp } from "lucide-react";
import { useEffect, useState } from "react";
import { useFormat } from "@/components/ui/use-format";
import type { MessageRow } from "@/lib/model/message-page";

type Props = {
  rows: readonly MessageRow[];
  /** The place of the first row in sight. */
  first: number;
  onShow: () => void;
};

/** Rows that come above move the others on within this: only then it is known what was seen. */
const settledMs = 200;

/** How many have come above what is in sight, and the way to them. */
export function NewNote({ rows, first, onShow }: Props) {
  const format = useFormat();
  const [seen, setSeen] = useState(rows[first]?.sequence ?? 0n);
  const inSight = rows[first]?.sequence ?? 0n;
  useEffect(() => {
    const note = () => setSeen((newest) => (inSight > newest ? inSight : newest));
    const timer = setTimeout(note, settledMs);
    return () => clearTimeout(timer);
  }, [inSight]);
  const known = rows.findIndex(({ sequence }) => sequence <= seen);
  const count = Math.min(known < 0 ? first : known, first);
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
