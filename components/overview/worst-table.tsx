"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { causeLabels, causeSentence } from "@/components/consumers/cause-words";
import { ageWords, etaWords, trendOf, trendSentence } from "@/components/consumers/lag-words";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import { type ConsumerRow, consumerKey, type LagSpark } from "@/lib/model/consumers";
import { consumerPageAddress } from "@/lib/url/consumer-address";

type Props = {
  connectionId: string;
  rows: readonly ConsumerRow[];
  sparks: Readonly<Record<string, LagSpark>>;
};

/** The consumers that are furthest behind, each on a line that leads to its page. */
export function WorstTable({ connectionId, rows, sparks }: Props) {
  return (
    <table aria-label="Worst consumers" className="w-full table-fixed border-collapse">
      <thead>
        <tr className="h-8 whitespace-nowrap border-line border-b text-left text-small text-soft">
          <th scope="col" className="pr-4 font-normal">
            Consumer
          </th>
          <th scope="col" className="w-24 text-right font-normal">
            Behind
          </th>
          <th scope="col" className={`w-28 text-right font-normal ${aside}`}>
            Messages
          </th>
          <th scope="col" className="w-24 text-right font-normal @max-2xl:w-20">
            Trend
          </th>
          <th scope="col" className={`w-40 pl-6 font-normal ${aside}`}>
            Why
          </th>
          <th scope="col" className={`w-56 pl-6 font-normal ${aside}`}>
            Last hour
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={consumerKey(row)}
            connectionId={connectionId}
            row={row}
            spark={sparks[consumerKey(row)]}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Where there is little room, what says least is left out. */
const aside = "@max-2xl:hidden";
const minuteMs = 60_000;
const hourMs = 3_600_000;

type RowProps = { connectionId: string; row: ConsumerRow; spark: LagSpark | undefined };

function Row({ connectionId, row, spark }: RowProps) {
  const format = useFormat();
  const { stream, name, lagMessages, lagSeconds, isLagAtLeast } = row;
  const why = whyWords(row);
  return (
    <tr className="h-(--row-height,36px) border-line border-b hover:bg-hover">
      <th scope="row" className="pr-4 text-left font-medium">
        <span className="flex min-w-0 items-baseline gap-x-2 @max-2xl:flex-col @max-2xl:py-1">
          <Link
            href={consumerPageAddress(connectionId, stream, name)}
            prefetch={false}
            className="min-w-0 max-w-full underline-offset-2 hover:underline"
          >
            <MiddleCut text={name} />
          </Link>
          <span className="min-w-0 max-w-2/5 shrink-0 font-normal text-small text-soft @max-2xl:max-w-full">
            <MiddleCut text={stream} />
          </span>
          {why && <span className="font-normal text-small @2xl:hidden">{why}</span>}
        </span>
      </th>
      <Cell>{ageWords(lagSeconds, isLagAtLeast, format) ?? <Unknown />}</Cell>
      <Cell isAside exact={format.exact(lagMessages)}>
        {format.count(lagMessages)}
      </Cell>
      <Cell exact={trendSentence(row, format)}>
        <Trend row={row} />
      </Cell>
      <td className={`pl-6 text-small ${aside}`} title={causeSentence(row, format)}>
        <span className="block truncate">{why}</span>
      </td>
      <td className={`pl-6 ${aside}`}>
        {spark && (
          <Sparkline
            className="h-5"
            label={`Lag of ${name}`}
            spanMs={hourMs}
            format={(seconds) => format.duration(seconds * 1_000)}
            points={spark.map((value, place) => ({ atMs: place * minuteMs, value }))}
          />
        )}
      </td>
    </tr>
  );
}

/** Where no cause shows and the lag grows, it is the work that is too slow. */
function whyWords({ cause, trendPerSec }: ConsumerRow): string | undefined {
  if (cause !== undefined) return causeLabels[cause];
  return trendOf(trendPerSec) === "grows" ? "takes too little" : undefined;
}

function Trend({ row }: { row: ConsumerRow }) {
  const format = useFormat();
  switch (trendOf(row.trendPerSec)) {
    case undefined:
      return <Unknown />;
    case "steady":
      return "steady";
    case "grows":
      return (
        <>
          <Arrow mark="↗" word="grows by" />
          {format.rate(row.trendPerSec ?? 0)}/s
        </>
      );
    case "shrinks": {
      const eta = etaWords(row, format);
      return (
        <>
          <Arrow mark="↘" word={eta ? "drained in" : "shrinks"} />
          {eta}
        </>
      );
    }
  }
}

function Arrow({ mark, word }: { mark: string; word: string }) {
  return (
    <>
      <span aria-hidden="true">{mark} </span>
      <span className="sr-only">{word} </span>
    </>
  );
}

type CellProps = { children: ReactNode; exact?: string; isAside?: boolean };

function Cell({ children, exact, isAside }: CellProps) {
  return (
    <td
      className={`whitespace-nowrap text-right tabular-nums ${isAside ? aside : ""}`}
      title={exact}
    >
      {children}
    </td>
  );
}
