import { formatAge } from "@/lib/format/duration";

/** One moment of a sparkline; null is a gap, never zero. */
type SparkPoint = { atMs: number; value: number | null };

type Props = {
  points: SparkPoint[];
  /** How much time the width stands for at most; now is at the right edge. */
  spanMs: number;
  /** What the line is, in words, for those who do not see it. */
  label: string;
  format: (value: number) => string;
  className?: string;
};

const width = 240;
const height = 40;
/** A line that has just begun gets a minute of room, not five that are empty. */
const shortestSpanMs = 60_000;

/** A small line over time with its area; gaps stay gaps. */
export function Sparkline({ points, spanMs, label, format, className = "" }: Props) {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const top = Math.max(...values, 0);
  const endMs = points.at(-1)?.atMs ?? 0;
  const shownMs = shownSpanMs(points, spanMs);
  const x = (atMs: number) => width - ((endMs - atMs) / shownMs) * width;
  const y = (value: number) => height - 1 - (top === 0 ? 0 : (value / top) * (height - 4));
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}: ${inWords(points, values, format)}`}
      className={`block w-full overflow-hidden text-accent ${className}`}
    >
      <line
        x2={width}
        y1={height}
        y2={height}
        className="stroke-line"
        vectorEffect="non-scaling-stroke"
      />
      {runs(points).map((run) => {
        const line = run.map(({ atMs, value }) => `${x(atMs).toFixed(1)},${y(value).toFixed(1)}`);
        const from = x(run[0]?.atMs ?? 0).toFixed(1);
        const to = x(run.at(-1)?.atMs ?? 0).toFixed(1);
        return (
          <g key={run[0]?.atMs}>
            <path
              d={`M${from},${height}L${line.join("L")}L${to},${height}Z`}
              fill="currentColor"
              opacity="0.12"
            />
            <polyline
              points={line.join(" ")}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              vectorEffect="non-scaling-stroke"
              strokeLinejoin="round"
            />
          </g>
        );
      })}
    </svg>
  );
}

/** How much time a line of these points shows, at most `longestMs`. */
function shownSpanMs(points: { atMs: number }[], longestMs: number): number {
  const heldMs = (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0);
  return Math.min(longestMs, Math.max(heldMs, shortestSpanMs));
}

type Run = { atMs: number; value: number }[];

/** The stretches between gaps. */
function runs(points: SparkPoint[]): Run[] {
  const all: Run[] = [[]];
  for (const { atMs, value } of points) {
    if (value === null) all.push([]);
    else all.at(-1)?.push({ atMs, value });
  }
  return all.filter((run) => run.length > 0);
}

function inWords(
  points: SparkPoint[],
  values: number[],
  format: (value: number) => string,
): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || values.length === 0) return "not known yet";
  const now = last.value === null ? "unknown" : format(last.value);
  const since = formatAge(last.atMs - first.atMs);
  return `now ${now}, between ${format(Math.min(...values))} and ${format(Math.max(...values))} since ${since}`;
}
