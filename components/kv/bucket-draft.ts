import {
  emptyKeepingDraft,
  fromKeepingDraft,
  type KeepingDraft,
  keepingFaults,
  rebaseTyped,
  toKeepingDraft,
} from "@/lib/format/keeping-draft";
import { checkName } from "@/lib/format/name";
import { formatTypedDuration } from "@/lib/format/parse-duration";
import { formatTypedSize } from "@/lib/format/parse-size";
import { durationFault, durationOf, sizeFault, sizeOf } from "@/lib/format/typed-limits";
import type { BucketSettings } from "@/lib/model/kv-bucket";
import { fromOrigin, originFault, toOrigin } from "./bucket-origin";

/** A bucket's settings while somebody types them. */
export type BucketDraft = KeepingDraft & {
  name: string;
  history: string;
  maxValueBytes: string;
  republishSource: string;
  republishDestination: string;
  headersOnly: boolean;
  mirror: string;
  /** One a line. */
  sources: string;
  hasKeyTtl: boolean;
  markerTtl: string;
};

/** What the form begins with. */
export const emptyBucketDraft: BucketDraft = {
  ...emptyKeepingDraft,
  ...{ name: "", history: "1", maxValueBytes: "" },
  ...{ republishSource: "", republishDestination: "", headersOnly: false },
  ...{ mirror: "", sources: "", hasKeyTtl: false, markerTtl: "" },
};

/** The settings of a bucket that there is, as they would have been typed. */
export function toBucketDraft(settings: BucketSettings): BucketDraft {
  const { republish, mirror, sources, markerTtlNs } = settings;
  return {
    ...toKeepingDraft(settings),
    name: settings.name,
    history: settings.history === undefined ? "" : String(settings.history),
    maxValueBytes:
      settings.maxValueBytes === undefined ? "" : formatTypedSize(BigInt(settings.maxValueBytes)),
    republishSource: republish?.source ?? "",
    republishDestination: republish?.destination ?? "",
    headersOnly: republish?.headersOnly ?? false,
    mirror: mirror ? fromOrigin(mirror) : "",
    sources: sources.map(fromOrigin).join("\n"),
    hasKeyTtl: settings.hasKeyTtl,
    markerTtl: markerTtlNs === undefined ? "" : formatTypedDuration(markerTtlNs),
  };
}

/** What was typed over one reading of the settings, on top of another. */
export function rebaseDraft(
  draft: BucketDraft,
  opened: BucketSettings,
  fresh: BucketSettings,
): BucketDraft {
  return rebaseTyped(draft, toBucketDraft(opened), toBucketDraft(fresh));
}

/** The settings that a draft without faults means; of a bucket that there is, with what can't be typed. */
export function toSettings(draft: BucketDraft, opened?: BucketSettings): BucketSettings {
  const { republishDestination, hasKeyTtl } = draft;
  const mirror = draft.mirror.trim() === "" ? undefined : toOrigin(draft.mirror);
  return {
    ...fromKeepingDraft(draft, opened),
    ...{ name: draft.name, mirror },
    history: draft.history.trim() === "" ? undefined : Number(draft.history),
    maxValueBytes:
      draft.maxValueBytes.trim() === "" ? undefined : Number(sizeOf(draft.maxValueBytes)),
    republish:
      republishDestination.trim() === ""
        ? undefined
        : {
            source: draft.republishSource.trim(),
            destination: republishDestination.trim(),
            headersOnly: draft.headersOnly,
          },
    sources: linesOf(draft.sources).map(toOrigin),
    hasKeyTtl,
    // A mirror leaves none of its own.
    markerTtlNs: hasKeyTtl && !mirror ? durationOf(draft.markerTtl) : undefined,
  };
}

/** What is wrong, field by field. */
export type BucketFaults = Partial<Record<keyof BucketDraft, string>>;

/** What is wrong with a draft; `others` are the buckets that there are, `opened` the one that is changed. */
export function checkBucketDraft(
  draft: BucketDraft,
  { others, opened }: { others: readonly string[]; opened?: BucketSettings },
): BucketFaults {
  const before = opened && toBucketDraft(opened);
  const faults: BucketFaults = {
    ...keepingFaults(draft),
    name: opened ? undefined : nameFault(draft.name, others),
    history: draft.history === before?.history ? undefined : historyFault(draft.history),
    maxValueBytes: sizeFault(draft.maxValueBytes, mostValueBytes),
    markerTtl: draft.hasKeyTtl ? durationFault(draft.markerTtl, second) : undefined,
    republishDestination: republishFault(draft),
    mirror: draft.mirror.trim() === "" ? undefined : originFault(draft.mirror),
    sources: sourcesFault(draft),
  } as BucketFaults;
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

const second = 1_000_000_000n;
/** A stream counts the size of a message in 32 bits. */
const mostValueBytes = 2n ** 31n - 1n;
const mostHistory = 64;

function nameFault(name: string, others: readonly string[]): string | undefined {
  const fault = checkName(name, "bucket");
  if (fault !== undefined) return fault;
  return others.includes(name) ? `There is a bucket ${name} already.` : undefined;
}

function historyFault(text: string): string | undefined {
  const isWhole = /^\d+$/.test(text.trim());
  const count = Number(text);
  return isWhole && count >= 1 && count <= mostHistory
    ? undefined
    : `A whole number from 1 to ${mostHistory}.`;
}

function republishFault({
  republishSource,
  republishDestination,
}: BucketDraft): string | undefined {
  const isHalf = republishSource.trim() !== "" && republishDestination.trim() === "";
  return isHalf ? "Say where to." : undefined;
}

function sourcesFault({ sources, mirror, name }: BucketDraft): string | undefined {
  const lines = linesOf(sources);
  if (lines.length === 0) return undefined;
  if (mirror.trim() !== "") return "A mirror takes from its origin alone.";
  if (new Set(lines).size < lines.length) return "One stands there twice.";
  for (const line of lines) {
    const fault = originFault(line);
    if (fault !== undefined) return `${line}: ${fault}`;
    if (line === name) return "A bucket can't take from itself.";
  }
  return undefined;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "");
}
