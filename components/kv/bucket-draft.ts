import { checkName } from "@/lib/format/name";
import { formatTypedDuration, parseDuration } from "@/lib/format/parse-duration";
import { formatTypedSize, parseSize } from "@/lib/format/parse-size";
import type { BucketSettings } from "@/lib/model/kv-bucket";
import { fromMetadata, metadataFault, toMetadata } from "./bucket-metadata";
import { fromOrigin, originFault, toOrigin } from "./bucket-origin";

/** A bucket's settings while somebody types them. */
export type BucketDraft = {
  name: string;
  description: string;
  history: string;
  ttl: string;
  maxBytes: string;
  maxValueBytes: string;
  storage: BucketSettings["storage"];
  replicas: number;
  isCompressed: boolean;
  cluster: string;
  tags: string;
  republishSource: string;
  republishDestination: string;
  headersOnly: boolean;
  mirror: string;
  /** One a line. */
  sources: string;
  /** `key=value`, one a line. */
  metadata: string;
  hasKeyTtl: boolean;
  markerTtl: string;
};

/** What the form begins with. */
export const emptyBucketDraft: BucketDraft = {
  ...{ name: "", description: "", history: "1", ttl: "", maxBytes: "", maxValueBytes: "" },
  ...{ storage: "file", replicas: 1, isCompressed: false, cluster: "", tags: "" },
  ...{ republishSource: "", republishDestination: "", headersOnly: false },
  ...{ mirror: "", sources: "", metadata: "", hasKeyTtl: false, markerTtl: "" },
};

/** The settings of a bucket that there is, as they would have been typed. */
export function toBucketDraft(settings: BucketSettings): BucketDraft {
  const { placement, republish, mirror, sources, markerTtlNs, ttlNs } = settings;
  return {
    name: settings.name,
    description: settings.description,
    history: settings.history === undefined ? "" : String(settings.history),
    ttl: ttlNs === undefined ? "" : formatTypedDuration(ttlNs),
    maxBytes: settings.maxBytes === undefined ? "" : formatTypedSize(settings.maxBytes),
    maxValueBytes:
      settings.maxValueBytes === undefined ? "" : formatTypedSize(BigInt(settings.maxValueBytes)),
    storage: settings.storage,
    replicas: settings.replicas,
    isCompressed: settings.isCompressed,
    cluster: placement?.cluster ?? "",
    tags: placement?.tags.join(", ") ?? "",
    republishSource: republish?.source ?? "",
    republishDestination: republish?.destination ?? "",
    headersOnly: republish?.headersOnly ?? false,
    mirror: mirror ? fromOrigin(mirror) : "",
    sources: sources.map(fromOrigin).join("\n"),
    metadata: fromMetadata(settings.metadata).text,
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
  const before = toBucketDraft(opened);
  const changed = Object.entries(draft).filter(
    ([field, value]) => value !== before[field as keyof BucketDraft],
  );
  return { ...toBucketDraft(fresh), ...Object.fromEntries(changed) };
}

/** The settings that a draft without faults means; of a bucket that there is, with what can't be typed. */
export function toSettings(draft: BucketDraft, opened?: BucketSettings): BucketSettings {
  const { cluster, republishDestination, hasKeyTtl } = draft;
  const tags = wordsOf(draft.tags);
  const mirror = draft.mirror.trim() === "" ? undefined : toOrigin(draft.mirror);
  return {
    ...{ name: draft.name, storage: draft.storage, replicas: draft.replicas, mirror },
    description: draft.description.trim(),
    history: draft.history.trim() === "" ? undefined : Number(draft.history),
    ttlNs: durationOf(draft.ttl),
    maxBytes: sizeOf(draft.maxBytes),
    maxValueBytes:
      draft.maxValueBytes.trim() === "" ? undefined : Number(sizeOf(draft.maxValueBytes)),
    placement:
      cluster.trim() === "" && tags.length === 0 ? undefined : { cluster: cluster.trim(), tags },
    republish:
      republishDestination.trim() === ""
        ? undefined
        : {
            source: draft.republishSource.trim(),
            destination: republishDestination.trim(),
            headersOnly: draft.headersOnly,
          },
    sources: linesOf(draft.sources).map(toOrigin),
    isCompressed: draft.isCompressed,
    metadata: { ...fromMetadata(opened?.metadata ?? {}).untyped, ...toMetadata(draft.metadata) },
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
    name: opened ? undefined : nameFault(draft.name, others),
    history: draft.history === before?.history ? undefined : historyFault(draft.history),
    ttl: durationFault(draft.ttl, leastTtlNs),
    maxBytes: sizeFault(draft.maxBytes),
    maxValueBytes: sizeFault(draft.maxValueBytes, mostValueBytes),
    markerTtl: draft.hasKeyTtl ? durationFault(draft.markerTtl, second) : undefined,
    republishDestination: republishFault(draft),
    mirror: draft.mirror.trim() === "" ? undefined : originFault(draft.mirror),
    sources: sourcesFault(draft),
    metadata: metadataFault(draft.metadata),
  } as BucketFaults;
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

const second = 1_000_000_000n;
const leastTtlNs = 100_000_000n;
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

function durationFault(text: string, leastNs: bigint): string | undefined {
  if (text.trim() === "") return undefined;
  const parsed = parseDuration(text);
  if (!parsed.ok) return parsed.why;
  return parsed.ns < leastNs
    ? `At least ${formatTypedDuration(leastNs)}; empty is none.`
    : undefined;
}

function sizeFault(text: string, most?: bigint): string | undefined {
  if (text.trim() === "") return undefined;
  const parsed = parseSize(text);
  if (!parsed.ok) return parsed.why;
  if (parsed.bytes === 0n) return "At least 1 byte; empty is no limit.";
  return most !== undefined && parsed.bytes > most
    ? `At most ${formatTypedSize(most)}; empty is no limit.`
    : undefined;
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

function durationOf(text: string): bigint | undefined {
  const parsed = parseDuration(text);
  return text.trim() !== "" && parsed.ok ? parsed.ns : undefined;
}

function sizeOf(text: string): bigint | undefined {
  const parsed = parseSize(text);
  return text.trim() !== "" && parsed.ok ? parsed.bytes : undefined;
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "");
}
