import { useFormat } from "@/components/ui/use-format";
import type { Columns, Line, Mark, Span } from "./series";

type Props = {
  name: string;
  span: Span;
  lines: Pick<Line, "id" | "label">[];
  columns: Columns;
  marks: Mark[];
  format: (value: number) => string;
};

/** The figures of a chart as a table, the newest first, with what happened between them. */
export function ChartTable({ name, span, lines, columns, marks, format }: Props) {
  const { moment } = useFormat();
  const rows = columns.atMs
    .map((atMs, index) => ({ atMs, index }))
    .filter(({ atMs }) => atMs >= span.fromMs && atMs <= span.toMs)
    .reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section tabIndex={0} aria-label={`${name}, table`} className="absolute inset-0 overflow-auto">
      <table className="w-full text-small tabular-nums">
        <thead className="sticky top-0 bg-page text-soft">
          <tr>
            <th scope="col" className="py-1 pr-4 text-left font-normal">
              Time
            </th>
            {lines.map(({ id, label }) => (
              <th
                key={id}
                scope="col"
                className="max-w-40 truncate py-1 pl-4 text-right font-normal"
              >
                {label}
              </th>
            ))}
            {marks.length > 0 && (
              <th scope="col" className="py-1 pl-4 text-left font-normal">
                Event
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ atMs, index }, row) => (
            <tr key={atMs} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap py-0.5 pr-4 text-left font-normal">
                {moment(atMs)}
              </th>
              {lines.map(({ id }, place) => {
                const value = columns.values[place]?.[index] ?? null;
                return (
                  <td key={id} className="whitespace-nowrap py-0.5 pl-4 text-right">
                    {value === null ? "unknown" : format(value)}
                  </td>
                );
              })}
              {marks.length > 0 && (
                <td className="py-0.5 pl-4">
                  {marks
                    .filter(
                      (mark) =>
                        mark.atMs >= atMs && mark.atMs < (rows[row - 1]?.atMs ?? span.toMs + 1),
                    )
                    .map(({ label }) => label)
                    .join(", ")}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
