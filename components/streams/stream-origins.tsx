"use client";

import { Section } from "@/components/ui/section";
import { useFormat } from "@/components/ui/use-format";
import type { StreamOrigin } from "@/lib/model/stream-detail";

type Props = { title: "Mirror" | "Sources"; origins: readonly StreamOrigin[] };

/** Where a stream's messages come from, and how far behind it is. */
export function StreamOrigins({ title, origins }: Props) {
  const format = useFormat();
  if (origins.length === 0) return null;
  return (
    <Section title={title} note={title === "Sources" ? format.count(origins.length) : undefined}>
      <table aria-label={title} className="w-full border-line border-t text-left">
        <thead className="text-small text-soft">
          <tr>
            <th className="py-1 font-normal">Stream</th>
            <th className="py-1 text-right font-normal">Lag</th>
            <th className="py-1 text-right font-normal">Last heard of</th>
          </tr>
        </thead>
        <tbody>
          {origins.map((origin, at) => (
            // The same stream may be a source twice, with other filters.
            <tr key={`${origin.name} ${String(at)}`} className="border-line border-t align-top">
              <th scope="row" className="break-words py-1.5 font-normal">
                {origin.name}
                <span className="block break-words text-small text-soft">{noteOf(origin)}</span>
              </th>
              <td
                className={`py-1.5 text-right tabular-nums ${origin.lag > 0n ? "text-attention" : ""}`}
                title={`${format.exact(origin.lag)} messages`}
              >
                {format.count(origin.lag)}
              </td>
              <td className="py-1.5 text-right tabular-nums">
                {origin.activeMs === undefined ? "never" : format.age(origin.activeMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function noteOf({ filterSubject, externalApi, why }: StreamOrigin): string {
  return [
    filterSubject && `only ${filterSubject}`,
    externalApi && `by ${externalApi}`,
    why && `nothing comes: ${why}`,
  ]
    .filter(Boolean)
    .join(", ");
}
