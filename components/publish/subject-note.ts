import type { StreamRow } from "@/lib/model/streams";
import { covers } from "@/lib/roles/subject";

/** What is to be known of a subject of NATS's own before something is sent there; undefined of any other. */
export function subjectNote(subject: string): string | undefined {
  if (subject.startsWith("$JS.ACK.")) return "An acknowledgement: the consumer goes on from it.";
  if (subject.startsWith("$JS.")) return "JetStream's own API: what is sent here is a command.";
  if (subject.startsWith("$SYS."))
    return "The system's own subjects: what is sent here is a command.";
  if (subject.startsWith("$KV."))
    return "A key of a KV bucket: what is sent here is its new value.";
  if (subject.startsWith("$O.")) return "A part of an object: what is sent here can damage it.";
  if (/^_INBOX(\.|$)/.test(subject)) {
    return "Somebody's inbox: what is sent here is taken for an answer.";
  }
  return undefined;
}

/** Which streams take it, in words. */
export function takenBy(subject: string, streams: readonly StreamRow[]): string | undefined {
  if (subject === "") return undefined;
  const names = streams
    .filter((stream) => stream.subjects.some((pattern) => covers(pattern, subject)))
    .map(({ name }) => name);
  return names.length === 0 ? undefined : `Stream ${names.slice(0, 3).join(", ")} takes it.`;
}

/** Subjects to begin with: those of the streams, as far as they have no wildcard. */
export function knownSubjects(streams: readonly StreamRow[]): string[] {
  const known = streams.flatMap(({ subjects }) => subjects.map(withoutWildcards));
  return [...new Set(known)].filter((subject) => subject !== "").toSorted();
}

/** Enter with one of these sends the form. */
export function isWordy({ ctrlKey, metaKey }: { ctrlKey: boolean; metaKey: boolean }): boolean {
  return ctrlKey || metaKey;
}

function withoutWildcards(pattern: string): string {
  const tokens = pattern.split(".");
  const at = tokens.findIndex((token) => token === "*" || token === ">");
  return at < 0
    ? pattern
    : tokens
        .slice(0, at)
        .map((token) => `${token}.`)
        .join("");
}
