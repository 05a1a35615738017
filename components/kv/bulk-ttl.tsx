"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DurationField } from "@/components/ui/duration-field";
import { formatTypedDuration, parseDuration } from "@/lib/format/parse-duration";
import type { BucketDetail } from "@/lib/model/kv-bucket";

type Props = {
  bucket: BucketDetail;
  onSpan: (ttlNs: bigint) => void;
  onCancel: () => void;
};

const leastNs = 1_000_000_000n;

/** How long the values are to live. */
export function BulkTtl({ bucket, onSpan, onCancel }: Props) {
  const [text, setText] = useState("");
  const parsed = parseDuration(text);
  const isRight = parsed.ok && parsed.ns >= leastNs;
  const { markerTtlNs, history } = bucket.settings;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.ok && isRight) onSpan(parsed.ns);
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <DurationField
        label="TTL"
        hint="From when it is written: 30s, 15m, 1h30m, 2d"
        value={text}
        onChange={setText}
        minNs={leastNs}
      />
      {markerTtlNs !== undefined && (
        <p className="text-small text-soft">
          The server raises what is less than the {formatTypedDuration(markerTtlNs)} of its markers.
        </p>
      )}
      {history !== 1 && (
        <p className="text-attention text-small">
          This bucket keeps a history, and only the new revision gets the TTL: when its time is
          over, the revision before it shows again as the key's value.
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          kind="primary"
          type="submit"
          reason={isRight ? undefined : "Give a time of one second or more."}
        >
          Look at the keys
        </Button>
      </div>
    </form>
  );
}
