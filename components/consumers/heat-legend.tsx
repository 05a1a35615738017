import { cellOfLag } from "@/lib/queries/lag-cell";
import { hatch } from "./heat-hatch";
import { ladderCss, ladderMarks } from "./heat-ladder";

/** What the colours of the map mean, in words. */
export function HeatLegend({ hasBands }: { hasBands: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-tiny">
      {hasBands && <span>bands: worst above mean</span>}
      <Swatch style={hatch} words="not recorded" />
      <Swatch style={{ background: ladderCss(0) }} words="no lag" />
      <span className="flex" role="img" aria-label="from 1 s of lag to a day and more">
        {ladderMarks.map(({ seconds, words }) => (
          <span key={seconds} className="w-9">
            <span
              className="block h-2 first:rounded-l-sm"
              style={{ background: gradient(seconds) }}
            />
            <span aria-hidden="true" className="block whitespace-nowrap leading-3">
              {words}
            </span>
          </span>
        ))}
      </span>
    </span>
  );
}

function Swatch({ style, words }: { style: React.CSSProperties; words: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden="true" className="size-2.5 rounded-xs" style={style} />
      {words}
    </span>
  );
}

/** From one mark to the next. */
function gradient(seconds: number): string {
  const next = ladderMarks[ladderMarks.findIndex((mark) => mark.seconds === seconds) + 1];
  const [from, to] = [seconds, next?.seconds ?? seconds].map((at) => ladderCss(cellOfLag(at)));
  return `linear-gradient(90deg, ${from}, ${to})`;
}
