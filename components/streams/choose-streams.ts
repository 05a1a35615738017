import type { StreamRow } from "@/lib/model/streams";
import { overlaps } from "@/lib/roles/subject";
import { type StreamState, streamStates } from "@/lib/url/streams";
import { nearestLimit } from "./nearest-limit";

/** By what streams are chosen. */
type Choice = {
  /** A subject, maybe with wildcards; undefined chooses by nothing. */
  takes: string | undefined;
  states: readonly StreamState[];
  withBuckets: boolean;
};

/** What was chosen, and what else there is to choose. */
export type ChosenStreams = {
  rows: readonly StreamRow[];
  /** How many of those that take the subject are in each state, together with the states already chosen. */
  counts: Record<StreamState, number>;
  /** How many streams of KV buckets and object stores there are. */
  buckets: number;
};

/** The streams that are wanted, in their order. */
export function chooseStreams(
  all: readonly StreamRow[],
  { takes, states, withBuckets }: Choice,
): ChosenStreams {
  const buckets = all.filter(({ name }) => isBucket(name)).length;
  const rows = all.filter(
    (row) =>
      (withBuckets || !isBucket(row.name)) &&
      (takes === undefined || takesSubject(row, takes)) &&
      states.every((state) => isIn[state](row)),
  );
  const count = (state: StreamState) => rows.filter(isIn[state]).length;
  const counts = Object.fromEntries(streamStates.map((state) => [state, count(state)]));
  return { rows, buckets, counts: counts as ChosenStreams["counts"] };
}

/** True for the streams that KV buckets and object stores are made of. */
function isBucket(name: string): boolean {
  return /^(KV|OBJ)_/.test(name);
}

/** True where a message of this subject, or of one that the pattern takes in, would be stored. */
function takesSubject({ subjects }: StreamRow, subject: string): boolean {
  return subjects.some((own) => overlaps(own, subject));
}

const idleMs = 900_000;
const nearShare = 0.8;

const isIn: Record<StreamState, (row: StreamRow) => boolean> = {
  idle: ({ lastMessageMs, atMs }) =>
    lastMessageMs === undefined || (atMs ?? lastMessageMs) - lastMessageMs > idleMs,
  empty: ({ messages }) => messages === 0n,
  "no-consumers": ({ consumers }) => consumers === 0,
  // One that drops its oldest is full as it is meant to be.
  "near-limit": (row) => {
    const nearest = nearestLimit(row);
    return nearest ? nearest.refuses && nearest.share >= nearShare : false;
  },
  behind: ({ group }) =>
    group !== undefined &&
    (group.leader === undefined ||
      group.followers.some(({ isCurrent, isOffline }) => isOffline || !isCurrent)),
};
