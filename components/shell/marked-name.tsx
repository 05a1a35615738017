import type { Range } from "./find";

type Props = { text: string; ranges: readonly Range[] };

/** Letters at the end that stay in sight: where names of one family differ. */
const keptAtEnd = 12;

/** A name with what was typed marked in it; cut in its middle where room is short, whole on hover. */
export function MarkedName({ text, ranges }: Props) {
  const cut = cutOf(text);
  return (
    <span className="flex min-w-0" title={text}>
      <bdi className="truncate whitespace-pre">
        <Marked text={text} ranges={ranges} from={0} to={cut} />
      </bdi>
      {cut < text.length && (
        <span className="shrink-0 whitespace-pre">
          <Marked text={text} ranges={ranges} from={cut} to={text.length} />
        </span>
      )}
    </span>
  );
}

function Marked({ text, ranges, from, to }: Props & { from: number; to: number }) {
  const edges = ranges.flat().filter((at) => at > from && at < to);
  const parts = [from, ...edges].map((at, index) => [at, edges[index] ?? to] as const);
  return parts.map(([start, end]) => {
    const piece = text.slice(start, end);
    const isMarked = ranges.some(([first, last]) => start >= first && end <= last);
    return isMarked ? (
      <mark key={start} className="bg-transparent font-semibold text-accent">
        {piece}
      </mark>
    ) : (
      <span key={start}>{piece}</span>
    );
  });
}

/** Where the end begins that is not cut; the whole length where the text is short or runs from right to left. */
function cutOf(text: string): number {
  if (text.length <= 2 * keptAtEnd || /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text)) {
    return text.length;
  }
  const cut = text.length - keptAtEnd;
  // Never between the two halves of one letter.
  return /[\udc00-\udfff]/.test(text.charAt(cut)) ? cut - 1 : cut;
}
