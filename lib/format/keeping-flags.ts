import type { Kept } from "./kept";

/** A setting as the nats command says it. */
export type Flags<Settings> = (settings: Settings) => string[];

/** How `nats kv` and `nats object` say what they have in common. */
export const keepingFlags = {
  description: ({ description }) => [`--description=${description}`],
  ttl: ({ ttlNs }) => [`--ttl=${goDuration(ttlNs ?? 0n)}`],
  maxBytes: ({ maxBytes }) => [`--max-bucket-size=${maxBytes ?? -1}`],
  replicas: ({ replicas }) => [`--replicas=${replicas}`],
  cluster: ({ placement }) => (placement?.cluster ? [`--cluster=${placement.cluster}`] : []),
  tags: ({ placement }) => placement?.tags.map((tag) => `--tags=${tag}`) ?? [],
  compression: ({ isCompressed }) => [isCompressed ? "--compress" : "--no-compress"],
  metadata: ({ metadata }) =>
    Object.entries(metadata).map(([key, value]) => `--metadata=${key}=${value}`),
} as const satisfies Record<string, Flags<Kept>>;

/** What the commands do by themselves. */
export const plainKeeping: Kept = {
  ...{ description: "", ttlNs: undefined, maxBytes: undefined, storage: "file", replicas: 0 },
  ...{ placement: undefined, isCompressed: false, metadata: {} },
};

/** The flags of settings that are not as they were. */
export function changedFlags<Settings>(
  flagsOf: readonly Flags<Settings>[],
  before: Settings,
  after: Settings,
): string[] {
  return flagsOf.flatMap((flags) => {
    const [was, is] = [flags(before), flags(after)];
    return was.join("\n") === is.join("\n") ? [] : is;
  });
}

/** As Go reads it: it knows no days. */
export function goDuration(ns: bigint): string {
  for (const [unit, size] of goUnits) if (ns % size === 0n && ns > 0n) return `${ns / size}${unit}`;
  return `${ns}ns`;
}

const goUnits = [
  ["h", 3_600_000_000_000n],
  ["m", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", 1_000_000n],
] as const;
