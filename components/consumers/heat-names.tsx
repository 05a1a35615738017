"use client";

import Link from "next/link";
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
  const { lines, rows, rowPx, height } = shape;
  const every = Math.max(1, Math.ceil(namePx / rowPx));
  const twice = namesOfSeveral(lines);
  const nameOfPointed = pointed === undefined ? undefined : pointed - (pointed % every);
  return (
    <div className="relative shrink-0" style={{ width, height }}>
      {lines.map((line, place) => {
        const isRow = place < rows;
        if (isRow && place % every !== 0) return null;
        const { top, height: own } = placeOf(shape, place);
        const isPointed = isRow ? nameOfPointed === place : pointed === place;
        return (
          <Name
            key={keyOf(line)}
            line={line}
            of={line.kind === "consumer" && twice.has(line.name) ? line.stream : undefined}
            connectionId={connectionId}
            look={`${nameLook} ${isPointed ? "text-ink" : "text-soft"}`}
            style={{ top, height: Math.max(own, namePx) }}
            onStream={onStream}
          />
        );
      })}
    </div>
  );
}

type NameProps = {
  line: HeatLine;
  /** Its stream, where its own name is that of others, too. */
  of: string | undefined;
  connectionId: string;
  look: string;
  style: { top: number; height: number };
  onStream: (stream: string) => void;
};

function Name({ line, of, connectionId, look, style, onStream }: NameProps) {
  const format = useFormat();
  const words = lineWords(line, format);
  if (line.kind === "consumer") {
    return (
      <Link
        href={consumerPageAddress(connectionId, line.stream, line.name)}
        prefetch={false}
        // The map beside them is one stop of the Tab key, and opens the same.
        tabIndex={-1}
        title={`${words} of ${line.stream}`}
        className={look}
        style={style}
      >
        <span className="min-w-0">
          <MiddleCut text={of === undefined ? words : `${of} › ${words}`} />
        </span>
      </Link>
    );
  }
  const { stream } = line;
  if (stream === undefined) {
    return (
      <span title={words} className={`${look} hover:no-underline`} style={style}>
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
      style={style}
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
