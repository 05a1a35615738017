"use client";

import { openSink } from "@/components/ui/file-sink";
import { saveFile } from "@/components/ui/save-file";
import { useFormat } from "@/components/ui/use-format";
import { type JobHolder, useJob } from "@/components/ui/use-job";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatFileName } from "@/lib/format/file-name";
import type { Format } from "@/lib/format/format";
import type { ExportEnd, ExportFormat, ExportRange } from "@/lib/model/message-export";
import type { MessageRow } from "@/lib/model/message-page";
import { exportRange } from "@/lib/queries/message-export";
import { readMessage } from "@/lib/queries/messages";
import { exportMessages, mimeTypes } from "./export-messages";

/** One export at a time, whatever is looked at meanwhile. */
export type Exporting = JobHolder & {
  ofRows: (rows: readonly MessageRow[], format: ExportFormat) => void;
  ofRange: (range: ExportRange, filter: string, format: ExportFormat) => void;
};

const endings: Readonly<Record<ExportFormat, string>> = { jsonl: "jsonl", csv: "csv", raw: "txt" };

/** Takes messages of a stream away as a file. */
export function useExport(connectionId: string, stream: string): Exporting {
  const format = useFormat();
  const holder = useJob(reportOf);
  const title = "Export messages";
  const ofRows: Exporting["ofRows"] = (rows, written) => {
    const name = formatFileName(stream, endings[written]);
    holder.run({ title, unit: "messages", totalUnits: rows.length }, async (teller) => {
      const file = await exportMessages({
        ...{ format: written, rows, signal: teller.signal, onProgress: teller.tell },
        getBody: async ({ sequence }) =>
          (await readMessage(connectionId, stream, { sequence, whole: true }))?.body,
      });
      if (!file) return undefined;
      saveFile(file, name);
      return `Saved as ${name}, ${format.bytesText(file.size)}.`;
    });
  };
  const ofRange: Exporting["ofRange"] = (range, filter, written) => {
    if (holder.job?.state === "running") return;
    const name = formatFileName(stream, endings[written]);
    void openSink(name, mimeTypes[written]).then((sink) => {
      if (!sink) return;
      holder.run({ title, unit: "sequences" }, async ({ signal, tell }) => {
        try {
          const order = { connectionId, stream, filter, range, format: written };
          const end = await exportRange(order, {
            signal,
            put: async ({ bytes, from, reachedTo, to }) => {
              if (!signal.aborted) await sink.put(bytes);
              tell(Number(reachedTo - from) + 1, Number(to - from) + 1);
            },
          });
          if (signal.aborted) {
            await sink.abandon();
            return "No file was saved.";
          }
          await sink.end();
          return reportOfRange(end, sink.name, written, format);
        } catch (error) {
          await sink.abandon();
          throw error;
        }
      });
    });
  };
  return { ...holder, ofRows, ofRange };
}

function reportOfRange(
  { messages, sizeBytes, binary, goesOnFrom }: ExportEnd,
  name: string,
  written: ExportFormat,
  format: Format,
): string {
  if (messages === 0) return `No message matches. ${name} is empty.`;
  const noun = messages === 1 ? "message" : "messages";
  const words = [
    `Saved as ${name}: ${format.exact(messages)} ${noun}, ${format.bytesText(sizeBytes)}.`,
  ];
  if (goesOnFrom !== undefined) {
    words.push(`A file ends at 2 GiB: the rest goes on from sequence ${format.exact(goesOnFrom)}.`);
  }
  if (written === "raw" && binary > 0) {
    words.push(
      `${format.exact(binary)} of them are no text: where one ends can't be seen here. JSON lines keep them apart.`,
    );
  }
  return words.join(" ");
}

/** What a query rejects with is an error as data. */
function reportOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "kind" in error) {
    const { title, detail } = describeError(error as AppError);
    return `${title}. ${detail} No file was saved.`;
  }
  return `${String(error)} No file was saved.`;
}
