import { MiddleCut } from "@/components/ui/middle-cut";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import type { StreamLag } from "./board-groups";
import { worstKey } from "./board-worst";
import { causeSentence } from "./cause-words";
import { CauseCell, LagCell, TrendCell } from "./lag-cells";
import { ageWords, trendSentence } from "./lag-words";

/** What the board shows of each stream, where its consumers are put together. */
export function boardGroupColumns(format: Format): readonly Column<StreamLag>[] {
  return [
    {
      ...{ id: "stream", head: "Stream", width: 180, isRowHeader: true },
      sortBy: ({ stream }) => stream,
      cell: ({ stream }) => <MiddleCut text={stream} />,
      text: ({ stream }) => stream,
      reads: ["stream"],
    },
    {
      ...{ id: "behind", head: "Behind", width: 84, align: "end" },
      sortBy: ({ behind }) => behind,
      cell: ({ behind, consumers }) => (
        <span className={behind === 0 ? "text-soft" : ""}>
          {format.count(behind)}
          <span className="text-soft text-tiny"> / {format.count(consumers)}</span>
        </span>
      ),
      text: ({ behind, consumers }) =>
        `${format.exact(behind)} of ${format.exact(consumers)} consumers are behind`,
      value: ({ behind }) => behind,
      reads: ["behind", "consumers"],
    },
    {
      ...{ id: "lag", head: "Highest lag", width: 112, align: "end", small: "beside" },
      sortBy: ({ worst }) => worstKey(worst),
      cell: ({ worst }) => <LagCell row={worst} />,
      text: ({ worst }) =>
        worst.lagMessages === 0n
          ? "nothing is pending"
          : (ageWords(worst.lagSeconds, worst.isLagAtLeast, format) ?? "not known"),
      value: ({ worst }) => worst.lagSeconds ?? undefined,
    },
    {
      ...{ id: "worst", head: "Worst", width: 180, small: "below" },
      sortBy: ({ worst }) => (worst.lagMessages === 0n ? undefined : worst.name),
      cell: ({ worst }) => (worst.lagMessages === 0n ? null : <MiddleCut text={worst.name} />),
      text: ({ worst }) => (worst.lagMessages === 0n ? "" : worst.name),
    },
    {
      ...{ id: "cause", head: "Its cause", width: 140 },
      sortBy: ({ worst }) => worst.cause,
      cell: ({ worst }) => <CauseCell row={worst} />,
      text: ({ worst }) => causeSentence(worst, format) ?? "",
      value: ({ worst }) => worst.cause,
    },
    {
      ...{ id: "pending", head: "Pending", width: 84, align: "end", small: "beside" },
      sortBy: ({ lagMessages }) => lagMessages,
      cell: ({ lagMessages }) => (
        <span className={lagMessages === 0n ? "text-soft" : ""}>{format.count(lagMessages)}</span>
      ),
      text: ({ lagMessages }) => format.exact(lagMessages),
      value: ({ lagMessages }) => lagMessages,
      reads: ["lagMessages"],
    },
    {
      ...{ id: "trend", head: "Trend", width: 92, align: "end" },
      sortBy: ({ trendPerSec }) => trendPerSec ?? undefined,
      cell: (row) => <TrendCell row={row} />,
      text: (row) => trendSentence(row, format),
      value: ({ trendPerSec }) => trendPerSec ?? undefined,
      reads: ["lagMessages", "trendPerSec"],
    },
    {
      ...{ id: "ackPending", head: "Ack pending", width: 104, align: "end" },
      sortBy: ({ ackPending }) => ackPending,
      cell: ({ ackPending }) => (
        <span className={ackPending === 0 ? "text-soft" : ""}>{format.count(ackPending)}</span>
      ),
      text: ({ ackPending }) => format.exact(ackPending),
      value: ({ ackPending }) => ackPending,
      reads: ["ackPending"],
    },
    {
      ...{ id: "redelivered", head: "Redelivered", width: 104, align: "end" },
      sortBy: ({ redelivered }) => redelivered,
      cell: ({ redelivered }) => (
        <span className={redelivered === 0 ? "text-soft" : ""}>{format.count(redelivered)}</span>
      ),
      text: ({ redelivered }) => format.exact(redelivered),
      value: ({ redelivered }) => redelivered,
      reads: ["redelivered"],
    },
  ];
}
