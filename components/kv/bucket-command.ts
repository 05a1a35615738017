import { natsCommand } from "@/lib/format/nats-command";
import type { BucketSettings } from "@/lib/model/kv-bucket";
import { domainOf } from "./bucket-origin";

/** The nats command that makes the same bucket. */
export function addCommand(settings: BucketSettings): string[] {
  const { storage, mirror } = settings;
  const domain = mirror?.api === undefined ? undefined : domainOf(mirror.api);
  const flags = [
    ...changedFlags(undefined, settings),
    `--storage=${storage}`,
    ...(mirror ? [`--mirror=${mirror.bucket}`] : []),
    ...(domain === undefined ? [] : [`--mirror-domain=${domain}`]),
  ];
  return natsCommand(["kv", "add"], [settings.name], flags);
}

/** The nats command that changes a bucket in the same way: it leaves alone what it is not told. */
export function editCommand(before: BucketSettings, after: BucketSettings): string[] {
  return natsCommand(["kv", "edit"], [after.name], changedFlags(before, after));
}

/** What the nats command has no word for; undefined where it does the same. */
export function commandLacks(
  before: BucketSettings | undefined,
  after: BucketSettings,
): string | undefined {
  const { mirror, sources, hasKeyTtl, markerTtlNs } = after;
  const isFar = mirror?.api !== undefined && domainOf(mirror.api) === undefined;
  const lacks = [
    ...(isFar ? ["another API prefix of a mirror"] : []),
    ...(sources.some(({ api }) => api !== undefined) ? ["sources of elsewhere"] : []),
    ...(hasKeyTtl && !before?.hasKeyTtl && markerTtlNs === undefined
      ? ["per-key TTL without markers"]
      : []),
    ...(before?.placement && !after.placement ? ["an end of placement"] : []),
    ...(before?.republish && !after.republish ? ["an end of republishing"] : []),
  ];
  return lacks.length === 0 ? undefined : lacks.join(", ");
}

type Flags = (settings: BucketSettings) => string[];

/** Each setting as the command says it. */
const flagsOf: Flags[] = [
  ({ description }) => [`--description=${description}`],
  ({ history }) => (history === undefined ? [] : [`--history=${history}`]),
  ({ ttlNs }) => [`--ttl=${goDuration(ttlNs ?? 0n)}`],
  ({ markerTtlNs }) => [`--marker-ttl=${goDuration(markerTtlNs ?? 0n)}`],
  ({ maxBytes }) => [`--max-bucket-size=${maxBytes ?? -1}`],
  ({ maxValueBytes }) => [`--max-value-size=${maxValueBytes ?? -1}`],
  ({ replicas }) => [`--replicas=${replicas}`],
  ({ placement }) => (placement?.cluster ? [`--cluster=${placement.cluster}`] : []),
  ({ placement }) => placement?.tags.map((tag) => `--tags=${tag}`) ?? [],
  ({ isCompressed }) => [isCompressed ? "--compress" : "--no-compress"],
  ({ metadata }) => Object.entries(metadata).map(([key, value]) => `--metadata=${key}=${value}`),
  ({ republish }) =>
    republish
      ? [
          ...(republish.source === "" ? [] : [`--republish-source=${republish.source}`]),
          `--republish-destination=${republish.destination}`,
          ...(republish.headersOnly ? ["--republish-headers"] : []),
        ]
      : [],
  ({ sources }) => sources.map(({ bucket }) => `--source=${bucket}`),
];

/** What the command does by itself. */
const plain: BucketSettings = {
  ...{ name: "", description: "", history: undefined, ttlNs: undefined, maxBytes: undefined },
  ...{ maxValueBytes: undefined, storage: "file", replicas: 0, placement: undefined },
  ...{ republish: undefined, mirror: undefined, sources: [], isCompressed: false, metadata: {} },
  ...{ hasKeyTtl: false, markerTtlNs: undefined },
};

function changedFlags(before: BucketSettings = plain, after: BucketSettings): string[] {
  return flagsOf.flatMap((flags) => {
    const [was, is] = [flags(before), flags(after)];
    return was.join("\n") === is.join("\n") ? [] : is;
  });
}

/** As Go reads it: it knows no days. */
function goDuration(ns: bigint): string {
  for (const [unit, size] of goUnits) if (ns % size === 0n && ns > 0n) return `${ns / size}${unit}`;
  return `${ns}ns`;
}

const goUnits = [
  ["h", 3_600_000_000_000n],
  ["m", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", 1_000_000n],
] as const;
