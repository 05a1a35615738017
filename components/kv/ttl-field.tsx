"use client";

import { useLinkStatus } from "@/components/shell/use-link-status";
import { DurationField } from "@/components/ui/duration-field";
import { Greyed } from "@/components/ui/greyed";
import { useFormat } from "@/components/ui/use-format";
import { parseDuration } from "@/lib/format/parse-duration";
import type { BucketDetail } from "@/lib/model/kv-bucket";

const leastNs = 1_000_000_000n;

/** Why no key of the bucket has a time to live of its own; undefined where it can. */
export function useReasonAgainstTtl(
  connectionId: string,
  bucket: BucketDetail,
): string | undefined {
  const status = useLinkStatus(connectionId);
  if (bucket.row.hasKeyTtl) return undefined;
  const version = status.state === "connected" ? status.server.version : "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = version !== "" && (major < 2 || (major === 2 && minor < 11));
  return isOld
    ? `Keys have a time to live of their own since NATS 2.11; this server is ${version}.`
    : "The bucket gives its keys no time to live of their own: its settings can (Per-key TTL).";
}

/** What was typed, in nanoseconds; undefined for none, and a word where it is no time to live. */
export function parseTtl(
  text: string,
): { ok: true; ns: bigint | undefined } | { ok: false; why: string } {
  if (text.trim() === "") return { ok: true, ns: undefined };
  const parsed = parseDuration(text);
  if (!parsed.ok) return parsed;
  return parsed.ns < leastNs ? { ok: false, why: "A TTL is a second at least." } : parsed;
}

type Props = {
  bucket: BucketDetail;
  value: string;
  onChange: (value: string) => void;
  /** Why it can't be set here. */
  reason: string | undefined;
};

/** How long a value stays, where the bucket has that for single keys. */
export function TtlField({ bucket, value, onChange, reason }: Props) {
  const format = useFormat();
  const { ttlMs, markerTtlMs, history } = bucket.row;
  const raised =
    markerTtlMs !== undefined && history !== 1n
      ? ` Less than ${format.duration(markerTtlMs)}, the time of the bucket’s markers, is raised to that by the server.`
      : "";
  const bound = ttlMs === undefined ? "" : ` The bucket’s own TTL is ${format.duration(ttlMs)}.`;
  return (
    <Greyed isOff={reason !== undefined}>
      <DurationField
        label="TTL"
        isOptional
        minNs={leastNs}
        value={reason === undefined ? value : ""}
        onChange={onChange}
        placeholder="none"
        hint={reason ?? `Such as 30s, 15m, 1h30m. Empty: it stays.${bound}${raised}`}
      />
    </Greyed>
  );
}
