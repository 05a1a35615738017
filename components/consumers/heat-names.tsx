"use client";

import Link from "next/link";
import { memo } from "react";
import { MiddleCut } from "@/components/ui/middle-cut";
import { useFormat } from "@/components/ui/use-format";
import { consumerKey } from "@/lib/model/consumers";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import { type HeatLine, type HeatShape, placeOf } from "./heat-shape";
import { lineWords } from "./heat-words";

type Props = {
  connectionId: string;
  shape: HeatShape;
  width: number;
  /** The line under the pointer. */
  pointed: number | undefined;
  onStream: (stream: string) => void;
};

/** The height of a name. */
const namePx = 14;
const nameLook =
  "absolute inset-x-0 flex items-center overflow-hidden pr-3 text-left text-tiny hover:text-ink hover:underline";

/** Whose line is whose; where lines are low, of each few the first. */
export function HeatNames({ connectionId, shape, width, pointed, onStream }: Props) {
  const format = useFormat();
  const { lines, rows, rowPx, height } = shape;
  const every = Math.max(1, Math.ceil(namePx / rowPx));
  // Near the end of the rows it would stand in the first band's.
  const isCrowded = (place: number) => place > 0 && rows - place < every / 2;
  const twice = namesOfSeveral(lines);
  const nameOfPointed = pointed === undefined ? undefined : pointed - (pointed % every);
  return (
    <div className="relative shrink-0" style={{ width, height }}>
      {lines.map((line, place) => {
        const isRow = place < rows;
        if (isRow && (place % every !== 0 || isCrowded(place))) return null;
        const { top, height: own } = placeOf(shape, place);
        const isPointed = isRow ? nameOfPointed === place : pointed === place;
        const box = { look: `${nameLook} ${isPointed ? "text-ink" : "text-soft"}`, top };
        return line.kind === "consumer" ? (
          <ConsumerName
            key={keyOf(line)}
            {...box}
            height={Math.max(own, namePx)}
            href={consumerPageAddress(connectionId, line.stream, line.name)}
            title={`${line.name} of ${line.stream}`}
            words={twice.has(line.name) ? `${line.stream} › ${line.name}` : line.name}
          />
        ) : (
          <BandName
            key={keyOf(line)}
            {...box}
            height={Math.max(own, namePx)}
            stream={line.stream}
            words={lineWords(line, format)}
            onStream={onStream}
          />
        );
      })}
    </div>
  );
}

type NameProps = { words: string; look: string; top: number; height: number };

/** The map is another one each time; its names mostly are not. */
const ConsumerName = memo(
  ({ words, look, top, height, href, title }: NameProps & { href: string; title: string }) => (
    <Link
      href={href}
      prefetch={false}
      // The map beside them is one stop of the Tab key, and opens the same.
      tabIndex={-1}
      title={title}
      className={look}
      style={{ top, height }}
    >
      <span className="min-w-0">
        <MiddleCut text={words} />
      </span>
    </Link>
  ),
);

type BandProps = NameProps & { stream: string | undefined; onStream: (stream: string) => void };

function BandName({ words, look, top, height, stream, onStream }: BandProps) {
  if (stream === undefined) {
    return (
      <span title={words} className={`${look} hover:no-underline`} style={{ top, height }}>
        <span className="truncate">{words}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      title={`Show the consumers of ${stream}`}
      onClick={() => onStream(stream)}
      className={look}
      style={{ top, height }}
    >
      <span className="truncate">{words}</span>
    </button>
  );
}

function keyOf(line: HeatLine): string {
  return line.kind === "consumer" ? consumerKey(line) : (line.stream ?? " ");
}

function namesOfSeveral(lines: readonly HeatLine[]): ReadonlySet<string> {
  const [seen, twice] = [new Set<string>(), new Set<string>()];
  for (const line of lines) {
    if (line.kind !== "consumer") continue;
    if (seen.has(line.name)) twice.add(line.name);
    seen.add(line.name);
  }
  return twice;
}
