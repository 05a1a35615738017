import type { CSSProperties } from "react";
import { cellOfLag } from "@/lib/queries/lag-cell";
import { hatch } from "./heat-hatch";
import { ladderCss, ladderMarks, placeOnLadder } from "./heat-ladder";

/** What the colours of the map mean, in words. */
export function HeatLegend({ hasBands, className }: { hasBands: boolean; className: string }) {
  return (
    <span
      className={`flex flex-wrap items-start gap-x-4 gap-y-1 text-soft text-tiny md:pt-1 ${className}`}
    >
      {hasBands && <span className="leading-3">bands: worst above mean</span>}
      <Swatch style={hatch} words="not recorded" />
      <Swatch style={{ background: ladderCss(0) }} words="no lag" />
      <span
        className="relative block h-6 w-64"
        role="img"
        aria-label="1 s of lag to a day and more"
      >
        <span
          className="absolute inset-x-3 top-0 block h-2 rounded-xs"
          style={{ background: gradient }}
        />
        <span className="absolute inset-x-3 top-2.5 block">
          {ladderMarks.map(({ seconds, words }) => (
            <span
              key={seconds}
              aria-hidden="true"
              className="absolute -translate-x-1/2 whitespace-nowrap leading-3"
              style={{ left: percent(seconds) }}
            >
              {words}
            </span>
          ))}
        </span>
      </span>
    </span>
  );
}

function Swatch({ style, words }: { style: CSSProperties; words: string }) {
  return (
    <span className="flex items-center gap-1.5 leading-3">
      <span aria-hidden="true" className="size-2.5 rounded-xs outline outline-line" style={style} />
      {words}
    </span>
  );
}

function percent(seconds: number): string {
  return `${(placeOnLadder(cellOfLag(seconds)) * 100).toFixed(1)}%`;
}

const gradient = `linear-gradient(90deg, ${ladderMarks
  .map(({ seconds }) => `${ladderCss(cellOfLag(seconds))} ${percent(seconds)}`)
  .join(", ")})`;
