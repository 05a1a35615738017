import { CopyMenu } from "@/components/ui/copy-menu";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import { natsCommand } from "@/lib/format/nats-command";
import type { ConsumerRow } from "@/lib/model/consumers";
import { worstKey } from "./board-worst";
import { causeLabels, causeSentence } from "./cause-words";
import {
  AckPendingCell,
  ActiveCell,
  CauseCell,
  EtaCell,
  LagCell,
  SparkCell,
  TrendCell,
} from "./lag-cells";
import { ageWords, etaSentence, trendSentence } from "./lag-words";

/** What the board shows of each consumer. */
export function boardColumns(format: Format): readonly Column<ConsumerRow>[] {
  return [...lagColumns(format), ...stateColumns(format), ...configColumns(format)];
}

function lagColumns(format: Format): Column<ConsumerRow>[] {
  return [
    {
      ...{ id: "name", head: "Consumer", width: 148, isRowHeader: true },
      sortBy: ({ name }) => name,
      cell: ({ name }) => <MiddleCut text={name} />,
      text: ({ name }) => name,
      reads: ["name"],
    },
    {
      ...{ id: "stream", head: "Stream", width: 112, small: "below" },
      sortBy: ({ stream }) => stream,
      cell: (row, isBelow) => <StreamCell row={row} isBelow={isBelow} />,
      text: ({ stream }) => stream,
      reads: ["stream", "lagMessages", "trendPerSec", "cause"],
    },
    {
      ...{ id: "lag", head: "Lag", width: 128, align: "end", small: "beside" },
      sortBy: worstKey,
      cell: (row) => <LagCell row={row} />,
      text: (row) =>
        row.lagMessages === 0n
          ? "nothing is pending"
          : (ageWords(row.lagSeconds, row.isLagAtLeast, format) ?? "not known"),
      value: ({ lagSeconds }) => lagSeconds ?? undefined,
      reads: ["lagMessages", "lagSeconds", "isLagAtLeast"],
    },
    {
      ...{ id: "pending", head: "Pending", width: 80, align: "end", small: "beside" },
      sortBy: ({ lagMessages }) => lagMessages,
      cell: ({ lagMessages }) => <Count value={lagMessages} words={format.count(lagMessages)} />,
      text: ({ lagMessages }) => format.exact(lagMessages),
      value: ({ lagMessages }) => lagMessages,
      reads: ["lagMessages"],
    },
    {
      ...{ id: "trend", head: "Trend", width: 84, align: "end" },
      sortBy: ({ trendPerSec }) => trendPerSec ?? undefined,
      cell: (row) => <TrendCell row={row} />,
      text: (row) => trendSentence(row, format),
      value: ({ trendPerSec }) => trendPerSec ?? undefined,
      reads: ["lagMessages", "trendPerSec"],
    },
    {
      ...{ id: "eta", head: "Drained in", width: 108, align: "end" },
      sortBy: (row) => (row.lagMessages === 0n ? undefined : etaKey(row)),
      cell: (row) => <EtaCell row={row} />,
      text: (row) => etaSentence(row, format),
      value: ({ etaSeconds }) => etaSeconds ?? undefined,
      reads: ["lagMessages", "trendPerSec", "etaSeconds"],
    },
    {
      ...{ id: "cause", head: "Cause", width: 128 },
      sortBy: ({ cause }) => cause && causeLabels[cause],
      cell: (row) => <CauseCell row={row} />,
      text: (row) => causeSentence(row, format) ?? "",
      value: ({ cause }) => cause,
      reads: [
        ...(["cause", "stream", "lagMessages", "pausedUntilMs", "filterSubjects"] as const),
        ...(["ackPending", "maxAckPending"] as const),
      ],
    },
    {
      ...{ id: "hour", head: "Last hour", width: 88, isOnlySeen: true },
      cell: (row) => <SparkCell stream={row.stream} name={row.name} />,
      text: () => "",
      reads: ["stream", "name"],
    },
  ];
}

function stateColumns(format: Format): Column<ConsumerRow>[] {
  return [
    {
      ...{ id: "unacked", head: "Unacked", width: 100, align: "end" },
      sortBy: ({ unackedSeconds }) => unackedSeconds ?? undefined,
      cell: (row) => <Unacked row={row} words={unackedWords(row, format)} />,
      text: (row) =>
        row.ackPending === 0
          ? "nothing waits for an acknowledgement"
          : `the oldest waits for its acknowledgement: ${unackedWords(row, format) ?? "not known"}`,
      value: ({ unackedSeconds }) => unackedSeconds ?? undefined,
      reads: ["ackPending", "unackedSeconds", "isUnackedAtLeast"],
    },
    {
      ...{ id: "ackPending", head: "Ack pending", width: 108, align: "end" },
      sortBy: ({ ackPending }) => ackPending,
      cell: (row) => <AckPendingCell {...ackPendingOf(row)} />,
      text: ({ ackPending, maxAckPending }) =>
        maxAckPending === undefined
          ? `${format.exact(ackPending)}, no limit`
          : `${format.exact(ackPending)} of ${format.exact(maxAckPending)} that may be under way`,
      value: ({ ackPending }) => ackPending,
      reads: ["ackPending", "maxAckPending"],
    },
    {
      ...{ id: "waiting", head: "Pulls", width: 88, align: "end" },
      sortBy: ({ waiting, isBound }) => waiting ?? (isBound ? 1 : 0),
      cell: (row) => <Waiting row={row} format={format} />,
      text: (row) => waitingWords(row, format),
      value: ({ waiting, isBound }) => waiting ?? isBound,
      reads: ["isPull", "waiting", "isBound"],
    },
    {
      ...{ id: "redelivered", head: "Redelivered", width: 106, align: "end" },
      sortBy: ({ redelivered }) => redelivered,
      cell: ({ redelivered }) => <Count value={redelivered} words={format.count(redelivered)} />,
      text: ({ redelivered }) => format.exact(redelivered),
      value: ({ redelivered }) => redelivered,
      reads: ["redelivered"],
    },
    {
      ...{ id: "active", head: "Active", width: 100, align: "end" },
      sortBy: lastActiveMs,
      cell: (row) => <ActiveCell atMs={lastActiveMs(row)} />,
      text: (row) => {
        const atMs = lastActiveMs(row);
        return atMs === undefined ? "not known" : format.moment(atMs);
      },
      value: (row) => {
        const atMs = lastActiveMs(row);
        return atMs && new Date(atMs).toISOString();
      },
      reads: ["delivered", "ackFloor"],
    },
    {
      ...{ id: "copy", head: "Copy", width: 84, isOnlySeen: true, isHiddenAtFirst: true },
      cell: (row) => (
        <CopyMenu
          what={`consumer ${row.name}`}
          name={row.name}
          json={() => row}
          command={natsCommand(["consumer", "info"], [row.stream, row.name])}
        />
      ),
      text: () => "",
    },
  ];
}

function configColumns(format: Format): Column<ConsumerRow>[] {
  const rate = (value: number | null) => (value === null ? <Unknown /> : format.rate(value));
  return [
    {
      ...{ id: "in", head: "In", unit: "/s", width: 72, align: "end", isHiddenAtFirst: true },
      sortBy: ({ inRate }) => inRate ?? undefined,
      cell: ({ inRate }) => rate(inRate),
      text: ({ inRate }) => (inRate === null ? "not known" : `${format.rate(inRate)} a second`),
      value: ({ inRate }) => inRate ?? undefined,
      reads: ["inRate"],
    },
    {
      ...{ id: "acked", head: "Acked", unit: "/s", width: 84, align: "end", isHiddenAtFirst: true },
      sortBy: ({ ackRate }) => ackRate ?? undefined,
      cell: ({ ackRate }) => rate(ackRate),
      text: ({ ackRate }) => (ackRate === null ? "not known" : `${format.rate(ackRate)} a second`),
      value: ({ ackRate }) => ackRate ?? undefined,
      reads: ["ackRate"],
    },
    {
      ...{ id: "kind", head: "Kind", width: 72, isHiddenAtFirst: true },
      ...plainText(({ isPull }) => (isPull ? "pull" : "push")),
      filterBy: ({ isPull }) => (isPull ? "pull" : "push"),
      reads: ["isPull"],
    },
    {
      ...{ id: "durable", head: "Kept", width: 96, isHiddenAtFirst: true },
      ...plainText(({ isDurable }) => (isDurable ? "durable" : "ephemeral")),
      filterBy: ({ isDurable }) => (isDurable ? "durable" : "ephemeral"),
      reads: ["isDurable"],
    },
    {
      ...{ id: "ack", head: "Ack policy", width: 96, isHiddenAtFirst: true },
      ...plainText(({ ackPolicy }) => ackPolicy.replace("_", " ")),
      filterBy: ({ ackPolicy }) => ackPolicy.replace("_", " "),
      reads: ["ackPolicy"],
    },
    {
      ...{ id: "filters", head: "Filters", width: 180, isHiddenAtFirst: true },
      ...plainText(({ filterSubjects }) => filterSubjects.join(", ") || "everything"),
      reads: ["filterSubjects"],
    },
    {
      ...{ id: "leader", head: "Leader", width: 110, isHiddenAtFirst: true },
      ...plainText(({ group }) => (group ? (group.leader ?? "being elected") : "")),
      filterBy: ({ group }) => (group ? (group.leader ?? "being elected") : "no group"),
    },
    {
      // At the end as numbers are: of 10,000 rows, no filter asks what the clock said.
      ...{ id: "created", head: "Created", width: 232, align: "end", isHiddenAtFirst: true },
      ...plainText(({ createdMs }) => (createdMs === undefined ? "" : format.moment(createdMs))),
      sortBy: ({ createdMs }) => createdMs,
      reads: ["createdMs"],
    },
    {
      ...{ id: "description", head: "Description", width: 200, isHiddenAtFirst: true },
      ...plainText(({ description }) => description ?? ""),
      reads: ["description"],
    },
  ];
}

function plainText(text: (row: ConsumerRow) => string) {
  return {
    text,
    cell: (row: ConsumerRow) => <span className="block truncate">{text(row)}</span>,
    sortBy: text,
  };
}

/** What grows is last of those that are drained some time. */
function etaKey({ etaSeconds, trendPerSec }: ConsumerRow): number | undefined {
  if (etaSeconds !== null) return etaSeconds;
  return trendPerSec === null ? undefined : Number.POSITIVE_INFINITY;
}

/** On a phone, what has no room beside the name is told below it. */
function StreamCell({ row, isBelow }: { row: ConsumerRow; isBelow: boolean }) {
  if (!isBelow) return <MiddleCut text={row.stream} />;
  return (
    <span className="flex min-w-0 gap-3 text-small text-soft">
      <span className="min-w-0">
        <MiddleCut text={row.stream} />
      </span>
      {row.lagMessages > 0n && (
        <span className="flex min-w-0 gap-3">
          <TrendCell row={row} />
          <CauseCell row={row} />
        </span>
      )}
    </span>
  );
}

function ackPendingOf({ ackPending, maxAckPending }: ConsumerRow) {
  return { ackPending, ...(maxAckPending !== undefined && { maxAckPending }) };
}

/** Zero is faint: what is not there should not be read. */
function Count({ value, words }: { value: number | bigint; words: string }) {
  return value === 0 || value === 0n ? <span className="text-soft">0</span> : words;
}

function Unacked({ row, words }: { row: ConsumerRow; words: string | undefined }) {
  if (row.ackPending === 0) return <span className="text-soft">–</span>;
  return words === undefined ? <Unknown /> : <span className="whitespace-nowrap">{words}</span>;
}

function unackedWords(row: ConsumerRow, format: Format): string | undefined {
  return ageWords(row.unackedSeconds, row.isUnackedAtLeast, format);
}

function Waiting({ row, format }: { row: ConsumerRow; format: Format }) {
  if (row.isPull) {
    if (row.waiting === undefined) return <Unknown />;
    return <Count value={row.waiting} words={format.count(row.waiting)} />;
  }
  return row.isBound ? "bound" : <span className="whitespace-nowrap text-soft">not bound</span>;
}

function waitingWords({ isPull, waiting, isBound }: ConsumerRow, format: Format): string {
  if (!isPull) return isBound ? "pushed to somebody" : "nobody listens where it pushes";
  return waiting === undefined ? "not known" : `${format.exact(waiting)} pulls wait`;
}

/** When it last delivered or acknowledged; the server forgets it at a restart. */
function lastActiveMs({ delivered, ackFloor }: ConsumerRow): number | undefined {
  const times = [delivered.lastActiveMs, ackFloor.lastActiveMs].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}
