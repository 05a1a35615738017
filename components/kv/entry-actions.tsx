"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { useCopy } from "@/components/ui/use-copy";
import { formatJson, parseJson } from "@/lib/format/json-text";
import { natsCommand } from "@/lib/format/nats-command";
import { toBase64, toText } from "@/lib/format/payload";
import { shellCommand } from "@/lib/format/shell-quote";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { CopyKeyDialog } from "./entry-copy";
import { DeleteKeyDialog, PurgeKeyDialog } from "./entry-delete";
import { EntryTtlDialog } from "./entry-ttl";
import type { EntryWrite } from "./use-entry-write";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  entry: KvEntry | null;
  writing: EntryWrite;
  /** Why nothing is written here. */
  reason: string | undefined;
};

type Asked = "delete" | "purge" | "ttl" | "copy";

/** What can be done with a key beside editing its value. */
export function EntryActions(props: Props) {
  const { bucket, entryKey, entry, reason } = props;
  const [asked, ask] = useState<Asked>();
  const { copied, copy } = useCopy();
  const isPut = entry?.operation.kind === "put";
  const close = () => ask(undefined);
  const acts = [
    ...(isPut
      ? [
          { label: "Set TTL", onChoose: () => ask("ttl") },
          { label: "Copy to key", onChoose: () => ask("copy") },
          { label: "Delete key", onChoose: () => ask("delete") },
        ]
      : []),
    { label: "Purge key", onChoose: () => ask("purge") },
  ];
  return (
    <span className="flex flex-wrap items-center">
      <span role="status" className="text-small text-soft empty:hidden">
        {copied.words}
      </span>
      <Menu
        label={`Copy key ${entryKey}`}
        word="Copy"
        items={[
          { label: "Key", onChoose: () => copy(entryKey) },
          ...(entry ? [{ label: "As JSON", onChoose: () => copy(toJson(bucket, entry)) }] : []),
          {
            label: "As nats command",
            onChoose: () =>
              copy(shellCommand(natsCommand(["kv", "get"], [bucket.settings.name, entryKey]))),
          },
        ]}
      />
      {entry && reason !== undefined && (
        <Button kind="quiet" reason={reason}>
          More
        </Button>
      )}
      {entry && reason === undefined && (
        <Menu label={`Change key ${entryKey}`} word="More" items={acts} />
      )}
      {entry && asked === "delete" && <DeleteKeyDialog {...props} entry={entry} onClose={close} />}
      {entry && asked === "purge" && <PurgeKeyDialog {...props} entry={entry} onClose={close} />}
      {entry && asked === "ttl" && <EntryTtlDialog {...props} entry={entry} onClose={close} />}
      {entry && asked === "copy" && <CopyKeyDialog {...props} entry={entry} onClose={close} />}
    </span>
  );
}

function toJson({ settings }: BucketDetail, entry: KvEntry): string {
  const { key, revision, timeNs, operation, value, ttl } = entry;
  const { text, invalid } = toText(value);
  const parsed = invalid === 0 ? parseJson(text) : undefined;
  return formatJson({
    ...{ bucket: settings.name, key, revision, timeNs, operation: operation.kind },
    ...(invalid === 0 ? { value: parsed ?? text } : { value_base64: toBase64(value) }),
    ...(ttl === undefined ? {} : { ttl }),
  });
}
