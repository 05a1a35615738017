import type { Snapshot } from "@/lib/model/snapshot";

/** What was looked at and is well; undefined where too little is known to say so. */
export function calmWords(snapshot: Snapshot | undefined): string | undefined {
  if (!snapshot) return undefined;
  const { servers, streams, jetstream, consumers } = snapshot;
  const parts = [
    serverWords(servers.value?.servers.length, servers.value?.by),
    jetstream.value && "JetStream answers",
    streams.value && streamWords(streams.value.length),
    consumers.value?.total && !consumers.error ? "no consumer is far behind" : undefined,
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return snapshot.account.value && "The account answers.";
  return `${parts.join(", ")}.`;
}

function serverWords(count: number | undefined, by: string | undefined): string | undefined {
  if (count === undefined) return undefined;
  if (by === "monitoring") return "The monitored server is healthy";
  return count === 1 ? "The server is healthy" : `All ${count} servers are healthy`;
}

function streamWords(count: number): string {
  if (count === 0) return "no stream yet";
  return count === 1 ? "its stream takes messages" : `all ${count} streams have room and a leader`;
}
