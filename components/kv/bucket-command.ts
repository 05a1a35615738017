import {
  changedFlags,
  type Flags,
  goDuration,
  keepingFlags,
  plainKeeping,
} from "@/lib/format/keeping-flags";
import { natsCommand } from "@/lib/format/nats-command";
import type { BucketSettings } from "@/lib/model/kv-bucket";
import { domainOf } from "./bucket-origin";

/** The nats command that makes the same bucket. */
export function addCommand(settings: BucketSettings): string[] {
  const { storage, mirror } = settings;
  const domain = mirror?.api === undefined ? undefined : domainOf(mirror.api);
  const flags = [
    ...changedFlags(flagsOf, plain, settings),
    `--storage=${storage}`,
    ...(mirror ? [`--mirror=${mirror.bucket}`] : []),
    ...(domain === undefined ? [] : [`--mirror-domain=${domain}`]),
  ];
  return natsCommand(["kv", "add"], [settings.name], flags);
}

/** The nats command that changes a bucket in the same way: it leaves alone what it is not told. */
export function editCommand(before: BucketSettings, after: BucketSettings): string[] {
  return natsCommand(["kv", "edit"], [after.name], changedFlags(flagsOf, before, after));
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

/** Each setting as the command says it. */
const flagsOf: Flags<BucketSettings>[] = [
  keepingFlags.description,
  ({ history }) => (history === undefined ? [] : [`--history=${history}`]),
  keepingFlags.ttl,
  ({ markerTtlNs }) => [`--marker-ttl=${goDuration(markerTtlNs ?? 0n)}`],
  keepingFlags.maxBytes,
  ({ maxValueBytes }) => [`--max-value-size=${maxValueBytes ?? -1}`],
  keepingFlags.replicas,
  keepingFlags.cluster,
  keepingFlags.tags,
  keepingFlags.compression,
  keepingFlags.metadata,
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
  ...plainKeeping,
  ...{ name: "", history: undefined, maxValueBytes: undefined, republish: undefined },
  ...{ mirror: undefined, sources: [], hasKeyTtl: false, markerTtlNs: undefined },
};
