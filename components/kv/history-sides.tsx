import { useMemo } from "react";
import { useFormat } from "@/components/ui/use-format";
import { type DiffLine, diffLines } from "@/lib/format/diff-lines";
import { showControls } from "@/lib/format/payload";

type Pair =
  | { kind: "gap"; count: number }
  | { kind: "lines"; before: string | undefined; after: string | undefined; isSame: boolean };

/** Two texts beside each other, with what differs in the same row. */
export function HistorySides({ before, after }: { before: string; after: string }) {
  const format = useFormat();
  const rows = useMemo(
    () => toPairs(diffLines(before, after)).map((pair, place) => ({ pair, place })),
    [before, after],
  );
  return (
    <table className="w-full table-fixed border-collapse rounded-md border border-line font-mono text-small">
      <thead className="text-left font-sans text-soft">
        <tr>
          <th className="px-2 py-1 font-medium">Before</th>
          <th className="px-2 py-1 font-medium">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ pair, place }) =>
          pair.kind === "gap" ? (
            <tr key={place}>
              <td colSpan={2} className="px-2 font-sans text-soft">
                {format.exact(pair.count)} {pair.count === 1 ? "line" : "lines"} the same
              </td>
            </tr>
          ) : (
            <tr key={place} className="align-top">
              <Side
                text={pair.before}
                word="removed: "
                look={pair.isSame ? "text-soft" : "bg-trouble/10"}
              />
              <Side
                text={pair.after}
                word="added: "
                look={pair.isSame ? "text-soft" : "bg-ok/10"}
              />
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function Side({ text, word, look }: { text: string | undefined; word: string; look: string }) {
  if (text === undefined) return <td className="bg-hover" />;
  return (
    <td className={`whitespace-pre-wrap px-2 [overflow-wrap:anywhere] ${look}`}>
      {look !== "text-soft" && <span className="sr-only">{word}</span>}
      {showControls(text)}
    </td>
  );
}

/** What came stands beside what went, as far as there are as many of both. */
function toPairs(lines: readonly DiffLine[]): Pair[] {
  const pairs: Pair[] = [];
  let went: string[] = [];
  let came: string[] = [];
  const end = () => {
    for (let at = 0; at < Math.max(went.length, came.length); at += 1) {
      pairs.push({ kind: "lines", before: went[at], after: came[at], isSame: false });
    }
    went = [];
    came = [];
  };
  for (const line of lines) {
    if (line.kind === "removed") went.push(line.text);
    else if (line.kind === "added") came.push(line.text);
    else {
      end();
      if (line.kind === "gap") pairs.push(line);
      else pairs.push({ kind: "lines", before: line.text, after: line.text, isSame: true });
    }
  }
  end();
  return pairs;
}
