"use client";

import { openSink } from "@/components/ui/file-sink";
import { useFormat } from "@/components/ui/use-format";
import { type JobHolder, useJob } from "@/components/ui/use-job";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatFileName } from "@/lib/format/file-name";
import type { Format } from "@/lib/format/format";
import type { KvExportEnd, KvExportOrder, KvFileFormat } from "@/lib/model/kv-bulk";
import { exportKeys } from "@/lib/queries/kv-bulk";
import { keysWords } from "./bulk-words";

type Wish = Pick<KvExportOrder, "chosen" | "format" | "withHistory">;

const types: Readonly<Record<KvFileFormat, string>> = {
  jsonl: "application/x-ndjson",
  json: "application/json",
};

/** Has keys written to a file of the browser's, piece by piece. */
export function useKeysExport(
  connectionId: string,
  bucket: string,
): JobHolder & { start: (wish: Wish) => void } {
  const format = useFormat();
  const holder = useJob(reportOf);
  const start = (wish: Wish) => {
    if (holder.job?.state === "running") return;
    const name = formatFileName(bucket, wish.format);
    void openSink(name, types[wish.format]).then((sink) => {
      if (!sink) return;
      holder.run({ title: "Export keys", unit: "entries" }, async ({ signal, tell }) => {
        try {
          const end = await exportKeys(
            { connectionId, bucket, ...wish },
            {
              signal,
              put: async ({ bytes, entries, of }) => {
                if (!signal.aborted) await sink.put(bytes);
                tell(entries, of);
              },
            },
          );
          await sink.end();
          tell(end.entries, end.entries);
          return reportWords(end, sink.name, format);
        } catch (error) {
          await sink.abandon();
          if (signal.aborted) return "No file was saved.";
          throw error;
        }
      });
    });
  };
  return { ...holder, start };
}

function reportWords(
  { entries, keys, sizeBytes, binary }: KvExportEnd,
  name: string,
  format: Format,
): string {
  const what =
    entries === keys
      ? keysWords(keys, format)
      : `${format.exact(entries)} revisions of ${keysWords(keys, format)}`;
  const odd = binary > 0 ? ` ${format.exact(binary)} no text, as base64.` : "";
  return `Saved as ${name}: ${what}, ${format.bytesText(sizeBytes)}.${odd}`;
}

/** What a query rejects with is an error as data. */
function reportOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "kind" in error) {
    const { title, detail } = describeError(error as AppError);
    return `${title}. ${detail} No file was saved.`;
  }
  return `${String(error)} No file was saved.`;
}
