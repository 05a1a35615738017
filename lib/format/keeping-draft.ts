import type { Kept } from "./kept";
import { fromMetadata, metadataFault, toMetadata } from "./metadata-lines";
import { formatTypedDuration } from "./parse-duration";
import { formatTypedSize } from "./parse-size";
import { durationFault, durationOf, sizeFault, sizeOf } from "./typed-limits";

/** How a bucket or an object store is kept, while somebody types it. */
export type KeepingDraft = {
  description: string;
  ttl: string;
  maxBytes: string;
  storage: Kept["storage"];
  replicas: number;
  isCompressed: boolean;
  cluster: string;
  tags: string;
  /** `key=value`, one a line. */
  metadata: string;
};

/** What a form begins with. */
export const emptyKeepingDraft: KeepingDraft = {
  ...{ description: "", ttl: "", maxBytes: "", storage: "file", replicas: 1 },
  ...{ isCompressed: false, cluster: "", tags: "", metadata: "" },
};

/** What there is, as it would have been typed. */
export function toKeepingDraft(keeping: Kept): KeepingDraft {
  const { ttlNs, maxBytes, placement } = keeping;
  return {
    description: keeping.description,
    ttl: ttlNs === undefined ? "" : formatTypedDuration(ttlNs),
    maxBytes: maxBytes === undefined ? "" : formatTypedSize(maxBytes),
    storage: keeping.storage,
    replicas: keeping.replicas,
    isCompressed: keeping.isCompressed,
    cluster: placement?.cluster ?? "",
    tags: placement?.tags.join(", ") ?? "",
    metadata: fromMetadata(keeping.metadata).text,
  };
}

/** What a draft without faults means; of what there is, with the metadata that can't be typed. */
export function fromKeepingDraft(draft: KeepingDraft, opened?: Kept): Kept {
  const cluster = draft.cluster.trim();
  const tags = draft.tags.split(/[\s,]+/).filter((word) => word !== "");
  return {
    ...{ storage: draft.storage, replicas: draft.replicas, isCompressed: draft.isCompressed },
    description: draft.description.trim(),
    ttlNs: durationOf(draft.ttl),
    maxBytes: sizeOf(draft.maxBytes),
    placement: cluster === "" && tags.length === 0 ? undefined : { cluster, tags },
    metadata: { ...fromMetadata(opened?.metadata ?? {}).untyped, ...toMetadata(draft.metadata) },
  };
}

const leastTtlNs = 100_000_000n;

/** What is wrong with it, field by field. */
export function keepingFaults(draft: KeepingDraft) {
  return {
    ttl: durationFault(draft.ttl, leastTtlNs),
    maxBytes: sizeFault(draft.maxBytes),
    metadata: metadataFault(draft.metadata),
  };
}

/** What was typed over one reading, on top of another. */
export function rebaseTyped<Draft extends object>(
  draft: Draft,
  before: NoInfer<Draft>,
  fresh: NoInfer<Draft>,
): Draft {
  const changed = Object.entries(draft).filter(
    ([field, value]) => value !== before[field as keyof Draft],
  );
  return { ...fresh, ...Object.fromEntries(changed) };
}
