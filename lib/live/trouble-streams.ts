import { formatBytesText } from "@/lib/format/bytes";
import { formatExact } from "@/lib/format/number";
import { formatServerName } from "@/lib/format/server-name";
import type { Snapshot } from "@/lib/model/snapshot";
import type { StreamGroup, StreamRow } from "@/lib/model/streams";
import type { Trouble } from "@/lib/model/trouble";
import { type AlikeTrouble, gatherAlike } from "./trouble-gather";

/** Streams without a leader or with replicas that lag, and those that will soon take nothing more. */
export function streamTroubles({ streams }: Snapshot): Trouble[] {
  return gatherAlike(
    (streams.value ?? []).flatMap((stream) => [
      ...(stream.group ? groupTroubles(stream, stream.group) : []),
      ...limitTroubles(stream),
    ]),
  );
}

/** So many messages behind is no longer what every write makes it for a moment. */
const farBehind = 1_000n;

function groupTroubles(stream: StreamRow, { leader, followers }: StreamGroup): AlikeTrouble[] {
  const { name } = stream;
  const troubles: AlikeTrouble[] = [];
  if (leader === undefined) {
    troubles.push({
      ...of(stream, "leader", "trouble"),
      of: "leader",
      title: `Stream ${name} has no leader`,
      detail: "It takes and gives nothing until it has elected one, usually within 4 to 9 seconds.",
      hint: "If it lasts, most of its replicas are not there.",
    });
  }
  const offline = followers.filter(({ isOffline }) => isOffline);
  if (offline.length > 0) {
    troubles.push({
      ...of(stream, "offline", "attention"),
      of: "offline",
      title: `Stream ${name} has ${countOf(offline.length, "replica")} offline`,
      detail: `${namesOf(offline)}: ${stream.replicas - offline.length} of ${stream.replicas} replicas are left.`,
    });
  }
  const behind = followers.filter(({ isOffline, lag }) => !isOffline && lag >= farBehind);
  if (behind.length > 0) {
    troubles.push({
      ...of(stream, "behind", "attention"),
      of: "behind",
      title: `Stream ${name} has ${countOf(behind.length, "replica")} far behind`,
      detail: `${behind.map((one) => `${formatServerName(one.name)} by ${formatExact(one.lag)} messages`).join(", ")}.`,
    });
  }
  return troubles;
}

const nearPercent = 80n;
const fullPercent = 95n;

/** One that drops its oldest at the limit is as it is meant to be; a sealed one takes nothing anyway. */
function limitTroubles(stream: StreamRow): AlikeTrouble[] {
  if (stream.discard !== "new" || stream.isSealed) return [];
  const { messages, maxMessages, bytes, maxBytes } = stream;
  return [
    ...near(stream, "messages", messages, maxMessages, formatExact),
    ...near(stream, "bytes", bytes, maxBytes, formatBytesText),
  ];
}

function near(
  stream: StreamRow,
  what: "messages" | "bytes",
  used: bigint,
  limit: bigint | undefined,
  format: (value: bigint) => string,
): AlikeTrouble[] {
  if (limit === undefined || limit <= 0n || used * 100n < limit * nearPercent) return [];
  const isFull = used >= limit;
  const isNearlyFull = used * 100n >= limit * fullPercent;
  const amounts = `${format(used)} of ${format(limit)}${what === "messages" ? " messages" : ""}`;
  return [
    {
      ...of(stream, `limit of ${what}`, isNearlyFull ? "trouble" : "attention"),
      of: isFull ? "full" : "near",
      title: isFull
        ? `Stream ${stream.name} refuses new messages`
        : `Stream ${stream.name} is ${(used * 100n) / limit}% full and will refuse new messages`,
      detail: `It holds ${amounts}, and at its limit it discards what is new.`,
      hint: "Raise the limit, purge, or see that its consumers keep up.",
    },
  ];
}

function of(
  { name }: StreamRow,
  what: string,
  severity: Trouble["severity"],
): Pick<Trouble, "id" | "severity" | "about"> {
  return { id: `stream ${name} ${what}`, severity, about: { stream: name } };
}

function namesOf(followers: StreamGroup["followers"]): string {
  return followers.map(({ name }) => formatServerName(name)).join(", ");
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
