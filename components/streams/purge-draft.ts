import { natsCommand } from "@/lib/format/nats-command";
import { checkSubject } from "@/lib/format/subject";
import type { PurgeWish } from "@/lib/model/stream-write";
import type { StreamSummary } from "@/lib/model/streams";

/** Which messages are to go, while somebody types it. */
export type PurgeDraft = {
  which: "all" | "keep" | "before";
  subject: string;
  keep: string;
  before: string;
};

/** What the dialog begins with. */
export const emptyPurge: PurgeDraft = { which: "all", subject: "", keep: "", before: "" };

/** What is wrong, field by field. */
export function checkPurge(
  { which, subject, keep, before }: PurgeDraft,
  { lastSequence }: Pick<StreamSummary, "lastSequence">,
): Partial<Record<keyof PurgeDraft, string>> {
  const subjectFault =
    subject === "" ? undefined : checkSubject(subject, { wildcards: true, reserved: true });
  return {
    ...(subjectFault !== undefined && { subject: subjectFault }),
    ...(which === "keep" && !isCount(keep) && { keep: "A whole number, at least 1." }),
    ...(which === "before" && beforeFault(before, lastSequence)),
  };
}

/** What a draft without faults asks for. */
export function toPurgeWish({ which, subject, keep, before }: PurgeDraft): PurgeWish {
  return {
    ...(subject !== "" && { subject }),
    ...(which === "keep" && { keep: BigInt(keep) }),
    ...(which === "before" && { before: BigInt(before) }),
  };
}

/** The nats command that does the same. */
export function purgeCommand(stream: string, draft: PurgeDraft): string[] {
  const { subject, keep, before } = toPurgeWish(draft);
  const flags = [
    ...(subject === undefined ? [] : [`--subject=${subject}`]),
    ...(keep === undefined ? [] : [`--keep=${keep}`]),
    ...(before === undefined ? [] : [`--seq=${before}`]),
  ];
  return natsCommand(["stream", "purge"], [stream], flags);
}

/** What will happen, in a sentence. */
export function purgeWords({ which, subject, keep, before }: PurgeDraft): string {
  const of = subject === "" ? "" : ` of ${subject}`;
  if (which === "keep") return `All messages${of} but the newest ${keep} go, for good.`;
  if (which === "before") return `All messages${of} before sequence ${before} go, for good.`;
  return `All messages${of} go, for good.`;
}

function beforeFault(text: string, lastSequence: bigint) {
  if (!isCount(text)) return { before: "A sequence, such as 1042." };
  return BigInt(text) > lastSequence + 1n
    ? { before: `The last sequence is ${lastSequence}.` }
    : undefined;
}

/** Zero would be no wish at all to the server, which then removes everything. */
function isCount(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text);
}
