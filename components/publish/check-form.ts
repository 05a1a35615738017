import { parseDuration } from "@/lib/format/parse-duration";
import { checkSubject } from "@/lib/format/subject";
import type { HeaderLine } from "@/lib/model/publish";
import type { Draft } from "@/lib/model/publish-draft";
import type { PublishMode } from "@/lib/url/publish";

/** More would be a load test, and that is another tool's. */
const mostMessages = 1_000_000;

/** Why the form can't be sent as it stands; undefined where it can. */
export function formFault(mode: PublishMode, subject: string, draft: Draft): string | undefined {
  const wildcards = mode === "respond";
  const fault =
    checkSubject(subject, { wildcards, reserved: true }) ??
    draft.headers.map(headerFault).find((said) => said !== undefined);
  if (fault !== undefined) return fault;
  if (mode === "request") return requestFault(draft);
  if (mode === "respond") return queueFault(draft.queue);
  return publishFault(draft);
}

/** What is wrong with a header. */
export function headerFault({ name, value }: HeaderLine): string | undefined {
  if (name === "") return value === "" ? undefined : "The header has no name.";
  if (!/^[!-9;-~]+$/.test(name)) return "A header's name has no spaces, no colon, ASCII only.";
  return /[\r\n\0]/.test(value) ? "A header's value is one line." : undefined;
}

/** What is wrong with a sequence that is expected. */
export function sequenceFault(text: string): string | undefined {
  if (text === "") return undefined;
  const isSequence = /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n;
  return isSequence ? undefined : "A sequence is a whole number; 0 is before the first message.";
}

/** What is wrong with a lifetime: `never`, whole seconds, or a duration. */
export function ttlFault(text: string): string | undefined {
  if (text === "" || text === "never" || /^\d+$/.test(text)) return undefined;
  const parsed = parseDuration(text);
  if (!parsed.ok) return parsed.why;
  return parsed.ns < 1_000_000_000n ? "A message lives at least 1s." : undefined;
}

/** What is wrong with a number of messages. */
export function countFault(text: string): string | undefined {
  const isCount = /^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= mostMessages;
  return isCount ? undefined : "A whole number from 1 to 1,000,000.";
}

/** What is wrong with a rate. */
export function rateFault(text: string): string | undefined {
  if (text === "") return undefined;
  const rate = Number(text);
  return rate >= 0.01 && rate <= 100_000 ? undefined : "A number from 0.01 to 100,000.";
}

/** What is wrong with a time that is waited for. */
function waitFault(text: string): string | undefined {
  const parsed = parseDuration(text);
  if (!parsed.ok) return parsed.why;
  return parsed.ns > 600_000_000_000n || parsed.ns <= 0n ? "From 1ms to 10m." : undefined;
}

function publishFault(draft: Draft): string | undefined {
  const many = countFault(draft.count) ?? rateFault(draft.rate);
  if (many !== undefined) return many;
  if (draft.awaitsAck) {
    return (
      sequenceFault(draft.expectedLastSequence) ??
      sequenceFault(draft.expectedLastSubjectSequence) ??
      ttlFault(draft.ttl)
    );
  }
  return draft.reply === ""
    ? undefined
    : checkSubject(draft.reply, { wildcards: false, reserved: true });
}

function requestFault({ gathers, answers, silence, timeout }: Draft): string | undefined {
  if (gathers === "count" && countFault(answers) !== undefined) return countFault(answers);
  if (gathers === "silence" && waitFault(silence) !== undefined) return waitFault(silence);
  return waitFault(timeout);
}

function queueFault(queue: string): string | undefined {
  return /\s/.test(queue) ? "A queue group has no spaces." : undefined;
}
