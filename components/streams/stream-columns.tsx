import { Sparkline } from "@/components/charts/sparkline";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import type { StreamRow } from "@/lib/model/streams";
import { minuteRate } from "@/lib/queries/minute-rate";
import { type NearestLimit, nearestLimit } from "./nearest-limit";

const halfMinuteMs = 30_000;
const quarterHourMs = 900_000;

/** `isWhole` is the list of a page of its own; leaders are only in a cluster. */
type Shown = { isWhole: boolean; hasLeaders: boolean };

/** What the list of streams shows of each. */
export function streamColumns(
  format: Format,
  shown: Shown = { isWhole: false, hasLeaders: false },
): readonly Column<StreamRow>[] {
  const { isWhole } = shown;
  return [
    {
      ...{ id: "name", head: "Name", width: isWhole ? 140 : 220, isRowHeader: true },
      sortBy: ({ name }) => name,
      cell: ({ name }) => <MiddleCut text={name} />,
      text: ({ name }) => name,
      reads: ["name"],
    },
    {
      ...{
        id: "rate",
        head: "In",
        unit: "/s",
        width: isWhole ? 64 : 80,
        align: "end",
        small: "beside",
      },
      sortBy: (row) => roughly(minuteRate(row)),
      cell: (row) => rateText(row, <Unknown />, format.rate),
      text: (row) =>
        rateText(row, "not known", (rate) => `${format.rate(rate)} a second over the last minute`),
      value: minuteRate,
      reads: ["inRate", "trend"],
    },
    {
      ...{ id: "trend", head: "Trend", width: isWhole ? 68 : 140, isOnlySeen: true },
      cell: (row) => (
        <Sparkline
          className="h-5"
          label={`Messages into ${row.name}`}
          spanMs={quarterHourMs}
          format={(value) => `${format.rate(value)} a second`}
          points={row.trend.map((value, place) => ({ atMs: place * halfMinuteMs, value }))}
        />
      ),
      text: () => "",
      reads: ["name", "trend"],
    },
    {
      ...{
        id: "messages",
        head: "Messages",
        width: isWhole ? 88 : 96,
        align: "end",
        small: "beside",
      },
      sortBy: ({ messages }) => messages,
      cell: ({ messages }) => format.count(messages),
      text: ({ messages }) => format.exact(messages),
      value: ({ messages }) => messages,
      reads: ["messages"],
    },
    {
      ...{ id: "size", head: "Size", width: isWhole ? 98 : 108, align: "end" },
      sortBy: ({ bytes }) => bytes,
      cell: ({ bytes }) => <Size {...format.bytes(bytes)} />,
      text: ({ bytes }) => `${format.exact(bytes)} bytes`,
      value: ({ bytes }) => bytes,
      reads: ["bytes"],
    },
    {
      ...{ id: "subjects", head: "Subjects", width: isWhole ? 90 : 180 },
      sortBy: ({ subjects }) => subjects.join(", "),
      cell: ({ subjects }) => (
        <span className="block truncate font-mono text-small text-soft">
          {subjects.join(", ") || "–"}
        </span>
      ),
      text: ({ subjects }) => subjects.join(", "),
      reads: ["subjects"],
    },
    {
      ...{ id: "limit", head: "Full", width: isWhole ? 84 : 90, align: "end" },
      sortBy: (row) => nearestLimit(row)?.share,
      cell: (row) => <Limit row={row} format={format} />,
      text: (row) => {
        const nearest = nearestLimit(row);
        return nearest
          ? `${format.percent(nearest.share)} of its ${nearest.of}, then ${nearest.refuses ? "new messages are refused" : "the oldest go"}`
          : "no limit";
      },
      value: (row) => nearestLimit(row)?.share,
      reads: ["messages", "maxMessages", "bytes", "maxBytes", "discard"],
    },
    {
      ...{ id: "consumers", head: "Consumers", width: 100, align: "end" },
      sortBy: ({ consumers }) => consumers,
      cell: ({ consumers }) => format.count(consumers),
      text: ({ consumers }) => format.exact(consumers),
      value: ({ consumers }) => consumers,
      reads: ["consumers"],
    },
    {
      ...{ id: "last", head: "Last message", width: 116, align: "end" },
      sortBy: ({ lastMessageMs }) => lastMessageMs,
      cell: (row) => <Last row={row} format={format} />,
      text: ({ lastMessageMs }) =>
        lastMessageMs === undefined ? "never" : format.moment(lastMessageMs),
      value: ({ lastMessageMs }) => lastMessageMs && new Date(lastMessageMs).toISOString(),
      reads: ["atMs", "lastMessageMs"],
    },
    ...makeAndPlace(format, shown),
  ];
}

function makeAndPlace(format: Format, { isWhole, hasLeaders }: Shown): Column<StreamRow>[] {
  return [
    {
      ...{ id: "retention", head: "Retention", width: 96, isHiddenAtFirst: !isWhole },
      ...plainText(({ retention }) => retention),
      filterBy: ({ retention }) => retention,
      reads: ["retention"],
    },
    {
      ...{ id: "storage", head: "Storage", width: 78, isHiddenAtFirst: !isWhole },
      ...plainText(({ storage }) => storage),
      filterBy: ({ storage }) => storage,
      reads: ["storage"],
    },
    {
      ...{ id: "replicas", head: "Replicas", width: 80, isHiddenAtFirst: !isWhole, align: "end" },
      ...plainText(replicaText),
      cell: (row) => <Replicas row={row} />,
      sortBy: ({ replicas }) => replicas,
      value: ({ replicas }) => replicas,
    },
    {
      ...{ id: "leader", head: "Leader", width: 96, isHiddenAtFirst: !(isWhole && hasLeaders) },
      ...plainText(leaderText),
      ...(hasLeaders && { filterBy: leaderText }),
    },
    {
      ...{ id: "created", head: "Created", width: 200, isHiddenAtFirst: true },
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

function leaderText({ group }: StreamRow): string {
  if (!group) return "";
  return group.leader ?? "being elected";
}

function lateOf({ group }: StreamRow): number {
  return group?.followers.filter(({ isCurrent, isOffline }) => isOffline || !isCurrent).length ?? 0;
}

function replicaText(row: StreamRow): string {
  const late = lateOf(row);
  return late === 0 ? String(row.replicas) : `${row.replicas}, ${late} behind`;
}

function Replicas({ row }: { row: StreamRow }) {
  if (lateOf(row) === 0) return row.replicas;
  return (
    <span className="font-medium text-attention">
      <span aria-hidden="true">◆ </span>
      {row.replicas}
      <span className="sr-only">, {lateOf(row)} behind</span>
    </span>
  );
}

function plainText(text: (row: StreamRow) => string) {
  return { text, cell: text, sortBy: text };
}

function Size({ value, unit }: { value: string; unit: string }) {
  return (
    <span className="whitespace-nowrap">
      {value}
      <span className="ml-1 inline-block w-6 text-left text-small text-soft">{unit}</span>
    </span>
  );
}

function Limit({ row, format }: { row: StreamRow; format: Format }) {
  const nearest = nearestLimit(row);
  if (!nearest) return <span className="text-soft">–</span>;
  const { mark, tone } = faceOf(nearest);
  return (
    <span className={`whitespace-nowrap ${tone}`}>
      {mark && <span aria-hidden="true">{mark} </span>}
      {format.percent(Math.min(1, nearest.share))}
    </span>
  );
}

/** As the list of what is wrong sees it: one that drops its oldest is full as it is meant to be. */
function faceOf({ refuses, share }: NearestLimit): { mark?: string; tone: string } {
  if (!refuses) return { tone: "text-soft" };
  if (share >= 0.95) return { mark: "▲", tone: "font-medium text-trouble" };
  return share >= 0.8 ? { mark: "◆", tone: "font-medium text-attention" } : { tone: "" };
}

/** By the server's own clock, where it tells it. */
function Last({ row, format }: { row: StreamRow; format: Format }) {
  if (row.lastMessageMs === undefined) return <Unknown />;
  return format.age((row.atMs ?? row.lastMessageMs) - row.lastMessageMs);
}

/** Two digits: rows that change places for less can't be read. */
function roughly(rate: number | undefined): number | undefined {
  return rate === undefined ? undefined : Number(rate.toPrecision(2));
}

function rateText<T>(row: StreamRow, unknown: T, format: (rate: number) => string): T | string {
  const rate = minuteRate(row);
  return rate === undefined ? unknown : format(rate);
}
