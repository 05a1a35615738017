import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Panel } from "@/components/ui/panel";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Unknown } from "@/components/ui/stat";
import type { Reading } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatBytes } from "@/lib/format/bytes";
import { formatAge } from "@/lib/format/duration";
import { formatCount, formatExact, formatRate } from "@/lib/format/number";
import type { StreamRow } from "@/lib/queries/vitals";

const shownRows = 20;

type Props = {
  streams: Reading<StreamRow[]> | undefined;
  /** For ages, where a server is too old to send its own time. */
  readMs: number | undefined;
};

/** The streams into which most flows now. */
export function StreamTable({ streams, readMs }: Props) {
  if (streams && !streams.ok) {
    return (
      <Panel title="Streams">
        <Problem words={describeError(streams.error)} />
      </Panel>
    );
  }
  const rows = streams?.value.toSorted(byRateThenName) ?? [];
  const note =
    rows.length > shownRows ? `the ${shownRows} busiest of ${formatExact(rows.length)}` : undefined;
  return (
    <Panel title="Streams" note={note}>
      {/* Focusable, so that the keyboard scrolls it where it is wider than the screen. */}
      <section
        aria-label="Streams, scrollable"
        className="overflow-x-auto border-line border-t"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling is its interaction.
        tabIndex={0}
      >
        <table aria-label="Streams" className="w-full border-collapse md:min-w-[760px]">
          <thead>
            <tr className="h-8 whitespace-nowrap border-line border-b text-left text-small text-soft">
              <th scope="col" className="sticky left-0 bg-page pr-4 font-normal">
                Name
              </th>
              <th scope="col" className="pr-4 font-normal max-md:hidden">
                Subjects
              </th>
              <Head>Messages</Head>
              <Head small={false}>Size</Head>
              <Head>In</Head>
              <th scope="col" className="w-44 pl-4 font-normal max-md:hidden">
                Trend
              </th>
              <Head small={false}>Consumers</Head>
              <Head>
                Last<span className="max-md:sr-only"> message</span>
              </Head>
            </tr>
          </thead>
          <tbody>
            {streams === undefined && <WaitingRows />}
            {rows.slice(0, shownRows).map((row) => (
              <Row key={row.name} row={row} nowMs={row.atMs ?? readMs ?? 0} />
            ))}
          </tbody>
        </table>
        {streams && rows.length === 0 && (
          <p className="py-6 text-soft">
            No stream yet. Messages flow through NATS all the same; a stream keeps them:{" "}
            <code className="font-mono text-small">nats stream add</code>
          </p>
        )}
      </section>
    </Panel>
  );
}

/** A head over figures; one that is not for small screens goes with its column. */
function Head({ children, small = true }: { children: ReactNode; small?: boolean }) {
  return (
    <th
      scope="col"
      className={`pl-2 text-right md:pl-4 font-normal ${small ? "" : "max-md:hidden"}`}
    >
      {children}
    </th>
  );
}

function Row({ row, nowMs }: { row: StreamRow; nowMs: number }) {
  const size = formatBytes(row.bytes);
  const rate = row.inRate.at(-1)?.perSec;
  const ageMs = row.lastMessageMs === undefined ? undefined : nowMs - row.lastMessageMs;
  return (
    <tr className="h-9 border-line border-b hover:bg-hover">
      <th
        scope="row"
        className="sticky left-0 max-w-56 max-md:max-w-32 bg-page pr-4 text-left font-medium"
      >
        <MiddleCut text={row.name} />
      </th>
      <td
        className="max-w-64 truncate pr-4 font-mono max-md:hidden text-small text-soft"
        title={row.subjects.join(", ")}
      >
        {row.subjects.join(", ") || "–"}
      </td>
      <td className="pl-2 text-right md:pl-4 tabular-nums" title={formatExact(row.messages)}>
        {formatCount(row.messages)}
      </td>
      <td
        className="whitespace-nowrap pl-2 text-right md:pl-4 tabular-nums max-md:hidden"
        title={`${formatExact(row.bytes)} bytes`}
      >
        {size.value}
        <span className="ml-1 inline-block w-6 text-left text-small text-soft">{size.unit}</span>
      </td>
      <td className="whitespace-nowrap pl-2 text-right md:pl-4 tabular-nums">
        {typeof rate === "number" ? formatRate(rate) : <Unknown />}
        <span className="ml-1 text-small text-soft">/s</span>
      </td>
      <td className="pl-4 max-md:hidden">
        <Sparkline
          className="h-5"
          label={`Messages into ${row.name}`}
          spanMs={5 * 60_000}
          format={(value) => `${formatRate(value)} a second`}
          points={row.inRate.map(({ atMs, perSec }) => ({ atMs, value: perSec }))}
        />
      </td>
      <td className="pl-2 text-right md:pl-4 tabular-nums max-md:hidden">
        {formatCount(row.consumers)}
      </td>
      <td className="whitespace-nowrap pl-2 text-right md:pl-4 text-small tabular-nums">
        {ageMs === undefined ? <Unknown /> : formatAge(ageMs)}
      </td>
    </tr>
  );
}

function WaitingRows() {
  return [1, 2, 3, 4, 5].map((row) => (
    <tr key={row} className="h-9 border-line border-b">
      <td colSpan={8}>
        <Skeleton className="h-4 w-full" />
      </td>
    </tr>
  ));
}

function byRateThenName(a: StreamRow, b: StreamRow): number {
  return calmRate(b) - calmRate(a) || a.name.localeCompare(b.name);
}

/** The mean of about half a minute, in coarse steps: rows that change places at each beat cannot be read. */
function calmRate({ inRate }: StreamRow): number {
  const known = inRate.slice(-15).flatMap(({ perSec }) => (perSec === null ? [] : [perSec]));
  const mean = known.reduce((sum, perSec) => sum + perSec, 0) / (known.length || 1);
  return Math.round(Math.log2(1 + mean) * 2);
}
