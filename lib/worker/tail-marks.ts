import type { TailMarks } from "@/lib/live/tail-book";
import { covers, overlaps } from "@/lib/roles/subject";

/** The subjects that have to be subscribed to, and those that come along with one of them. */
export function toSubscribed(subjects: readonly string[]): {
  subscribed: string[];
  covered: { subject: string; by: string }[];
} {
  const distinct = [...new Set(subjects)];
  const covered = distinct.flatMap((subject) => {
    const by = distinct.find((other) => other !== subject && covers(other, subject));
    return by === undefined ? [] : [{ subject, by }];
  });
  const left = new Set(covered.map(({ subject }) => subject));
  return { subscribed: distinct.filter((subject) => !left.has(subject)), covered };
}

/** True where a message can come more than once. */
export function haveOverlap(subjects: readonly string[]): boolean {
  return subjects.some((one, at) => subjects.slice(at + 1).some((other) => overlaps(one, other)));
}

/** Marks subjects by the subscriptions that are open. */
export function createTailMarks(
  subscribed: () => readonly { subject: string; isOpen: boolean }[],
  inboxPrefix: () => string,
): TailMarks {
  const isNoisy = (subject: string) =>
    subject.startsWith("$") || subject.startsWith(`${inboxPrefix()}.`);
  return {
    toMark(subject) {
      const all = subscribed();
      const isNamed = all.some((one) => !/^[*>]/.test(one.subject) && covers(one.subject, subject));
      const owner = all.findIndex((one) => one.isOpen && covers(one.subject, subject));
      return (isNoisy(subject) && !isNamed ? 128 : 0) | Math.max(0, owner);
    },
    isNoise: (mark) => mark >= 128,
    owner: (mark) => mark & 127,
  };
}
