"use client";

import { useFormat } from "@/components/ui/use-format";
import type { ConsumerSummary } from "@/lib/model/consumers";
import type { StreamExtent } from "@/lib/model/message-page";
import { type Stretch, stretches } from "./consumer-stretches";
import { placeWords } from "./consumer-words";

type Props = { now: ConsumerSummary; extent: StreamExtent };

const faces = {
  done: { colour: "bg-ok/60", label: "acknowledged" },
  delivered: { colour: "bg-attention/70", label: "delivered, some not acknowledged" },
  waiting: { colour: "bg-accent/70", label: "not delivered" },
  // Nothing is acknowledged where nothing has to be.
  taken: { colour: "bg-ok/60", label: "delivered" },
} as const satisfies Record<Stretch["face"], object>;

/** The stream from its first to its last sequence, and how far the consumer is in it. */
export function ConsumerScale({ now, extent }: Props) {
  const format = useFormat();
  const shown = stretches(now, extent);
  const restPercent = 100 - shown.reduce((sum, { percent }) => sum + percent, 0);
  const words = shown.map(
    ({ face, from, to }) => `${faces[face].label}: ${format.exact(from)} to ${format.exact(to)}`,
  );
  return (
    <div>
      <div
        role="img"
        aria-label={`${placeWords(now, format)}. Sequences ${words.join(", ") || "none"}.`}
        className="flex h-3 gap-px overflow-hidden rounded-full bg-line"
      >
        {shown.map(({ face, percent }, place) => (
          <span
            key={face}
            title={words[place]}
            // A stretch that is there is seen, however long the stream is.
            className={`min-w-1.5 ${faces[face].colour}`}
            style={{ flexGrow: percent }}
          />
        ))}
        {restPercent > 0.01 && <span title="nothing for it" style={{ flexGrow: restPercent }} />}
      </div>
      <ul className="mt-1.5 flex flex-wrap gap-x-4 text-small text-soft">
        {shown.map(({ face }) => (
          <li key={face} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`h-2 w-3 rounded-sm ${faces[face].colour}`} />
            {faces[face].label}
          </li>
        ))}
      </ul>
    </div>
  );
}
