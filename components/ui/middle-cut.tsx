/** Letters at the end that stay: where names of one family differ. */
const keptAtEnd = 8;
/** Shorter ones have no room to be cut in. */
const worthCutting = 2 * keptAtEnd;
/** Hebrew, Arabic and their neighbours: of two halves side by side, the end would be read first. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name that is cut in its middle where room is short, and whole on hover and in copies. */
export function MiddleCut({ text }: { text: string }) {
  const letters = [...text];
  if (letters.length <= worthCutting || rightToLeft.test(text)) {
    return (
      <span className="block min-w-0 truncate whitespace-pre" title={text}>
        <bdi>{text}</bdi>
      </span>
    );
  }
  const head = letters.slice(0, -keptAtEnd).join("");
  return (
    <span className="flex min-w-0" title={text}>
      <span className="truncate whitespace-pre">{head}</span>
      <span className="shrink-0 whitespace-pre">{letters.slice(-keptAtEnd).join("")}</span>
    </span>
  );
}
