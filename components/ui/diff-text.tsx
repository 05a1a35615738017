import { useMemo } from "react";
import { type DiffLine, diffLines } from "@/lib/format/diff-lines";
import { showControls } from "@/lib/format/payload";
import { useFormat } from "./use-format";

const looks = {
  same: { sign: " ", word: undefined, look: "text-soft" },
  added: { sign: "+", word: "added: ", look: "bg-ok/10" },
  removed: { sign: "−", word: "removed: ", look: "bg-trouble/10" },
};

/** Two texts of many lines as one, with the lines that came and went. */
export function DiffText({ before, after }: { before: string; after: string }) {
  const lines = useMemo(
    () => diffLines(before, after).map((line, place) => ({ line, place })),
    [before, after],
  );
  return (
    <div className="rounded-md border border-line py-1 font-mono text-small">
      {lines.map(({ line, place }) => (
        <Line key={place} line={line} />
      ))}
    </div>
  );
}

function Line({ line }: { line: DiffLine }) {
  const format = useFormat();
  if (line.kind === "gap") {
    return (
      <p className="px-2 font-sans text-soft">
        {format.exact(line.count)} {line.count === 1 ? "line" : "lines"} the same
      </p>
    );
  }
  const { sign, word, look } = looks[line.kind];
  return (
    <p className={`flex gap-2 px-2 ${look}`}>
      <span aria-hidden="true" className="whitespace-pre">
        {sign}
      </span>
      {word && <span className="sr-only">{word}</span>}
      <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {showControls(line.text)}
      </span>
    </p>
  );
}
