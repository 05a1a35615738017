import { checkName } from "@/lib/format/name";
import { natsCommand } from "@/lib/format/nats-command";
import { parseDuration } from "@/lib/format/parse-duration";
import { parseSize } from "@/lib/format/parse-size";
import { checkSubject } from "@/lib/format/subject";
import type { NewStream } from "@/lib/model/stream-write";
import type { StreamRow } from "@/lib/model/streams";
import { overlaps } from "@/lib/roles/subject";

/** A stream while somebody types it. */
export type StreamDraft = {
  name: string;
  subjects: string[];
  retention: NewStream["retention"];
  storage: NewStream["storage"];
  discard: NewStream["discard"];
  replicas: number;
  maxMessages: string;
  maxBytes: string;
  maxAge: string;
};

/** What the form begins with. */
export const emptyStreamDraft: StreamDraft = {
  ...{ name: "", subjects: [], retention: "limits", storage: "file", discard: "old", replicas: 1 },
  ...{ maxMessages: "", maxBytes: "", maxAge: "" },
};

/** What is wrong, field by field. */
export type StreamFaults = Partial<Record<keyof StreamDraft, string>>;

/** What is wrong with a draft; `others` are the streams that there are. */
export function checkStreamDraft(draft: StreamDraft, others: readonly StreamRow[]): StreamFaults {
  const faults = {
    name: nameFault(draft.name, others),
    subjects: subjectsFault(draft, others),
    maxMessages: countFault(draft.maxMessages),
    maxBytes: sizeFault(draft.maxBytes),
    maxAge: ageFault(draft.maxAge),
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

/** The stream that a draft without faults means. */
export function toNewStream(draft: StreamDraft): NewStream {
  const { name, retention, storage, discard, replicas, maxMessages } = draft;
  const bytes = parseSize(draft.maxBytes);
  const age = parseDuration(draft.maxAge);
  return {
    ...{ name, retention, storage, discard, replicas },
    subjects: subjectsOf(draft),
    maxMessages: isSet(maxMessages) ? BigInt(digitsOf(maxMessages)) : undefined,
    maxBytes: isSet(draft.maxBytes) && bytes.ok ? bytes.bytes : undefined,
    maxAgeNs: isSet(draft.maxAge) && age.ok ? age.ns : undefined,
  };
}

/** The nats command that makes the same stream. */
export function createCommand(stream: NewStream): string[] {
  const { name, subjects, retention, storage, discard, replicas } = stream;
  const flags = [
    `--subjects=${subjects.join(",")}`,
    ...[`--retention=${retention === "workqueue" ? "work" : retention}`, `--storage=${storage}`],
    ...[`--discard=${discard}`, `--replicas=${replicas}`],
    ...(stream.maxMessages === undefined ? [] : [`--max-msgs=${stream.maxMessages}`]),
    ...(stream.maxBytes === undefined ? [] : [`--max-bytes=${stream.maxBytes}`]),
    ...(stream.maxAgeNs === undefined ? [] : [`--max-age=${stream.maxAgeNs / 1_000_000n}ms`]),
    ...["--allow-direct", "--defaults"],
  ];
  return natsCommand(["stream", "add"], [name], flags);
}

/** Without a subject of its own a stream takes what is published to its name. */
function subjectsOf({ name, subjects }: StreamDraft): string[] {
  return subjects.length > 0 ? subjects : [name];
}

function nameFault(name: string, others: readonly StreamRow[]): string | undefined {
  const fault = checkName(name, "stream");
  if (fault !== undefined) return fault;
  return others.some((other) => other.name === name)
    ? `There is a stream ${name} already.`
    : undefined;
}

function subjectsFault(draft: StreamDraft, others: readonly StreamRow[]): string | undefined {
  if (draft.subjects.length === 0 && draft.name === "") return undefined;
  const subjects = subjectsOf(draft);
  for (const [at, subject] of subjects.entries()) {
    const fault = checkSubject(subject, { wildcards: true, reserved: true });
    if (fault !== undefined) return `${subject}: ${fault}`;
    const twin = subjects.slice(0, at).find((other) => overlaps(other, subject));
    if (twin !== undefined) return `${twin} and ${subject} overlap.`;
    const taker = others.find((other) => other.subjects.some((own) => overlaps(own, subject)));
    if (taker) return `Stream ${taker.name} takes ${subject} already: one subject, one stream.`;
  }
  return undefined;
}

function countFault(text: string): string | undefined {
  if (!isSet(text)) return undefined;
  if (!/^\d+$/.test(digitsOf(text))) return "A whole number, such as 100,000.";
  const count = BigInt(digitsOf(text));
  if (count === 0n) return "At least 1; empty is no limit.";
  return count >= 2n ** 63n ? "This is more than NATS counts." : undefined;
}

function sizeFault(text: string): string | undefined {
  if (!isSet(text)) return undefined;
  const parsed = parseSize(text);
  if (!parsed.ok) return parsed.why;
  return parsed.bytes === 0n ? "At least 1 byte; empty is no limit." : undefined;
}

const leastAgeNs = 100_000_000n;

function ageFault(text: string): string | undefined {
  if (!isSet(text)) return undefined;
  const parsed = parseDuration(text);
  if (!parsed.ok) return parsed.why;
  return parsed.ns < leastAgeNs ? "At least 100ms; empty is no limit." : undefined;
}

function isSet(text: string): boolean {
  return text.trim() !== "";
}

function digitsOf(text: string): string {
  return text.replace(/[\s,_']/g, "");
}
