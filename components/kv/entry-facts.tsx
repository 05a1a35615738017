import { useEffect, useEffectEvent } from "react";
import { AgeOf, LeftUntil, useNowMs } from "@/components/shell/now";
import { useFormat } from "@/components/ui/use-format";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { operationWords } from "./operation-words";
import { expiryMs } from "./ttl-left";

const nsPerMs = 1_000_000n;

type Props = {
  entry: KvEntry;
  bucket: BucketDetail;
  /** It is over its time to live. */
  onGone: () => void;
};

/** What is known of a revision beside its value. */
export function EntryFacts({ entry, bucket, onGone }: Props) {
  const format = useFormat();
  const { revision, timeNs, sizeBytes, operation } = entry;
  const { ttlMs, hasKeyTtl } = bucket.row;
  const untilMs = expiryMs(entry, { ttlMs, hasKeyTtl });
  const facts = [
    { name: "Revision", value: format.exact(revision) },
    { name: "Written", value: <Written timeNs={timeNs} /> },
    ...(operation.kind === "put"
      ? [{ name: "Size", value: format.bytesText(sizeBytes) }]
      : [{ name: "Operation", value: operationWords(operation) }]),
    ...(untilMs === undefined ? [] : [{ name: "TTL left", value: <LeftUntil atMs={untilMs} /> }]),
    ...(entry.ttl !== undefined && !hasKeyTtl
      ? [{ name: "Nats-TTL", value: `${entry.ttl}, which this bucket does not heed` }]
      : []),
  ];
  return (
    <>
      {untilMs !== undefined && <Expiry key={String(revision)} atMs={untilMs} onGone={onGone} />}
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt className="text-soft text-tiny">{name}</dt>
            <dd className="text-small tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The server looks for what is over its age a little later than it is. */
const goneMs = 1_500;

/** What goes by its age leaves no word everywhere: it is read anew then. */
function Expiry({ atMs, onGone }: { atMs: number; onGone: () => void }) {
  const isGone = (useNowMs() ?? 0) > atMs + goneMs;
  const tell = useEffectEvent(onGone);
  useEffect(() => {
    if (isGone) tell();
  }, [isGone]);
  return null;
}

function Written({ timeNs }: { timeNs: bigint }) {
  const format = useFormat();
  return (
    <>
      {format.momentNs(timeNs)}{" "}
      <span className="text-soft">
        (<AgeOf timeMs={Number(timeNs / nsPerMs)} />)
      </span>
    </>
  );
}
