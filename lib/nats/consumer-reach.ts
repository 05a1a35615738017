import type { ConsumerReach } from "@/lib/model/consumers";
import { covers, overlaps } from "@/lib/roles/subject";

/** How much of a stream's subjects a consumer's filters take in; what both are is all that is looked at. */
export function reachOf(filters: readonly string[], subjects: readonly string[]): ConsumerReach {
  if (filters.length === 0) return "all";
  const isWithin = (subject: string) => filters.some((filter) => covers(filter, subject));
  if (subjects.every(isWithin)) return "all";
  const isMet = subjects.some((subject) => filters.some((filter) => overlaps(subject, filter)));
  return isMet ? "some" : "none";
}
