"use client";

import { type FormEvent, useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { writeCommand } from "@/lib/format/kv-command";
import { formatTypedDuration } from "@/lib/format/parse-duration";
import { showControls } from "@/lib/format/payload";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { KvCommandNote } from "./kv-command-note";
import { parseTtl, TtlField, useReasonAgainstTtl } from "./ttl-field";
import type { EntryWrite } from "./use-entry-write";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  entry: KvEntry;
  writing: EntryWrite;
  onClose: () => void;
};

/** Writes the same value again, to stay for so long, or without an end. */
export function EntryTtlDialog({ connectionId, bucket, entryKey, entry, writing, onClose }: Props) {
  const [ttl, setTtl] = useState("");
  const production = useProduction(connectionId, { does: "set it" });
  const against = useReasonAgainstTtl(connectionId, bucket);
  const parsed = parseTtl(ttl);
  const ns = parsed.ok ? parsed.ns : undefined;
  const isSame = ns === undefined && entry.ttl === undefined;
  const reason =
    against ??
    (parsed.ok ? undefined : parsed.why) ??
    (isSame ? "Give a TTL first." : undefined) ??
    production.reason;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== undefined) return;
    const value = { kind: "put" as const, value: entry.value };
    writing.write({ change: ns === undefined ? value : { ...value, ttlNs: ns }, was: entry });
    onClose();
  };
  const names = { bucket: bucket.settings.name, key: entryKey, prefix: bucket.prefix };
  const text = ns === undefined ? undefined : formatTypedDuration(ns);
  return (
    <Dialog title={`Set TTL of ${showControls(entryKey)}`} onClose={onClose}>
      <form className="mt-2 grid gap-4" onSubmit={send}>
        <p className="text-soft">
          The same value is written again as a new revision, which goes by itself when its time is
          over.
          {bucket.settings.history !== 1 &&
            " Older revisions that have none of their own stay: with it gone, the one before it shows again."}
        </p>
        <TtlField bucket={bucket} value={ttl} onChange={setTtl} reason={against} />
        {production.check}
        {!isSame && parsed.ok && (
          <KvCommandNote
            command={writeCommand(names, entry.value, { revision: entry.revision, ttl: text })}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" reason={reason}>
            {ns === undefined && entry.ttl !== undefined ? "Remove TTL" : "Set TTL"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
