"use client";

import Link from "next/link";
import { useFormat } from "@/components/ui/use-format";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import type { HeatLine, HeatShape } from "./heat-shape";
import { cellWords, lineFacts, lineWords } from "./heat-words";

/** What the map shows, in words: of each line its worst, its newest and since when it is behind. */
export function HeatTable({ connectionId, shape }: { connectionId: string; shape: HeatShape }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label="Lag over time, table"
      className="max-h-96 overflow-auto border-line border-y"
    >
      <table aria-label="Lag over time" className="w-full text-small tabular-nums">
        <thead className="sticky top-0 bg-page text-soft">
          <tr>
            {heads.map(({ words, isEnd }) => (
              <th
                key={words}
                scope="col"
                className={`py-1 pr-4 font-normal ${isEnd ? "text-right" : "text-left"}`}
              >
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shape.lines.map((line) => (
            <Row
              key={line.kind === "consumer" ? `${line.stream} ${line.name}` : (line.stream ?? " ")}
              connectionId={connectionId}
              line={line}
              shape={shape}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const heads = [
  { words: "Consumer", isEnd: false },
  { words: "Stream", isEnd: false },
  { words: "Newest lag", isEnd: true },
  { words: "Behind since", isEnd: false },
  { words: "Highest lag", isEnd: true },
  { words: "At", isEnd: false },
];

function Row({
  connectionId,
  line,
  shape,
}: {
  connectionId: string;
  line: HeatLine;
  shape: HeatShape;
}) {
  const format = useFormat();
  const { worst, worstAtMs, now, sinceMs } = lineFacts(line, shape);
  const when = (atMs: number | undefined) => (atMs === undefined ? "–" : format.moment(atMs));
  return (
    <tr className="border-line border-t">
      <th scope="row" className="py-1 pr-4 text-left font-medium">
        {line.kind === "consumer" ? (
          <Link
            href={consumerPageAddress(connectionId, line.stream, line.name)}
            prefetch={false}
            className="break-all hover:underline"
          >
            {line.name}
          </Link>
        ) : (
          lineWords(line, format)
        )}
      </th>
      <td className="break-all py-1 pr-4">{line.stream ?? "–"}</td>
      <td className="whitespace-nowrap py-1 pr-4 text-right">{cellWords(now, format)}</td>
      <td className="whitespace-nowrap py-1 pr-4">{when(sinceMs)}</td>
      <td className="whitespace-nowrap py-1 pr-4 text-right">{cellWords(worst, format)}</td>
      <td className="whitespace-nowrap py-1 pr-4">{when(worstAtMs)}</td>
    </tr>
  );
}
