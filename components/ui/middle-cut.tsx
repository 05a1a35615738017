/** Letters at the end that stay: where names of one family differ. */
const keptAtEnd = 8;

/** A name that is cut in its middle where room is short, and whole on hover and in copies. */
export function MiddleCut({ text }: { text: string }) {
  const letters = [...text];
  const head = letters.slice(0, -keptAtEnd).join("");
  return (
    <span className="flex min-w-0" title={text}>
      <span className="truncate whitespace-pre">{head}</span>
      <span className="shrink-0 whitespace-pre">{letters.slice(-keptAtEnd).join("")}</span>
    </span>
  );
}
