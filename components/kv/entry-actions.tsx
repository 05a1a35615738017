"use client";

import { CopyMenu } from "@/components/ui/copy-menu";
import { parseJson } from "@/lib/format/json-text";
import { natsCommand } from "@/lib/format/nats-command";
import { toBase64, toText } from "@/lib/format/payload";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { EntryWrite } from "./use-entry-write";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  entry: KvEntry | null;
  writing: EntryWrite;
  reason: string | undefined;
  onClose: () => void;
};

/** What can be done with a key beside editing its value. */
export function EntryActions({ bucket, entryKey, entry }: Props) {
  return (
    <CopyMenu
      what={`key ${entryKey}`}
      name={entryKey}
      {...(entry ? { json: () => toJson(bucket, entry) } : {})}
      command={natsCommand(["kv", "get"], [bucket.settings.name, entryKey])}
    />
  );
}

function toJson({ settings }: BucketDetail, entry: KvEntry) {
  const { key, revision, timeNs, operation, value, ttl } = entry;
  const { text, invalid } = toText(value);
  const parsed = invalid === 0 ? parseJson(text) : undefined;
  return {
    ...{ bucket: settings.name, key, revision, timeNs, operation: operation.kind },
    ...(invalid === 0 ? { value: parsed ?? text } : { value_base64: toBase64(value) }),
    ...(ttl === undefined ? {} : { ttl }),
  };
}
