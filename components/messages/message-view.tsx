"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { JobView } from "@/components/ui/job-view";
import { Problem } from "@/components/ui/problem";
import { columnsInOrder } from "@/components/ui/table/column";
import { ColumnsDrop } from "@/components/ui/table/columns-drop";
import { noSelection } from "@/components/ui/table/selection";
import { TableWaiting } from "@/components/ui/table/table-waiting";
import { useTableView } from "@/components/ui/table/use-table-view";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { Format } from "@/lib/format/format";
import type { StreamSummary } from "@/lib/model/streams";
import { MessageBar } from "./message-bar";
import { messageColumns } from "./message-columns";
import { MessageFoot } from "./message-foot";
import { MessageTable, rowIdOf } from "./message-table";
import { NoMessages } from "./no-messages";
import { PathColumnsDrop } from "./path-columns-drop";
import { SearchBar } from "./search-bar";
import { useExport } from "./use-export";
import type { LoadedMessages } from "./use-message-list";
import { usePathColumns } from "./use-path-columns";
import { useRetry } from "./use-retry";
import type { Search } from "./use-search";
import type { MessagesView } from "./use-view";

type Props = {
  connectionId: string;
  stream: string;
  view: MessagesView;
  messages: LoadedMessages;
  /** Where one is on, the messages are its hits. */
  search: Search | undefined;
  /** How many were too many to be followed one by one. */
  passed: bigint;
  nowMs: number | undefined;
  summary: StreamSummary | undefined;
};

/** More are not offered while a subject is typed. */
const fewSubjects = 5_000;

/** What chooses the messages, the messages, and what is loaded of them. */
export function MessageView(props: Props) {
  const { connectionId, stream, view, messages, search, passed, nowMs, summary } = props;
  const format = useFormat();
  const table = useTableView();
  const picked = usePathColumns({ connectionId, stream, rows: messages.rows }, table);
  const columns = useMemo(
    () => messageColumns(format, nowMs, picked.columns, messages.extent?.last),
    [format, nowMs, picked.columns, messages.extent?.last],
  );
  const [selection, setSelection] = useState(noSelection);
  const { rows, error } = messages;
  const selected = rows?.filter((row) => selection.ids.has(rowIdOf(row))) ?? [];
  const isSelection = selected.length > 0;
  const exporting = useExport(connectionId, stream);
  useRetry(messages);
  return (
    <div className="min-w-0">
      <MessageBar
        {...{ connectionId, stream, view }}
        configured={summary?.subjects ?? []}
        hasFewSubjects={(summary?.subjectCount ?? 0) <= fewSubjects}
      >
        <PathColumnsDrop columns={picked} rows={messages.rows ?? []} />
        <ColumnsDrop
          columns={columns}
          shown={columnsInOrder(columns, table.columns)}
          view={table}
        />
      </MessageBar>
      <SearchBar {...{ view, search }} />
      {error && (
        <div className="mb-3">
          <Problem
            words={describeError(error)}
            action={
              <Button isBusy={messages.isLoading} onClick={messages.retry}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {!rows && !error && <TableWaiting name="Messages" />}
      {rows && rows.length === 0 && !search && <NoMessages messages={messages} view={view} />}
      {rows && rows.length > 0 && (
        <>
          <MessageTable
            key={keyOf(view)}
            messages={{ ...messages, rows }}
            {...{ columns, table, view, search, selection }}
            onSelect={setSelection}
          />
          <MessageFoot
            {...{ stream, isSelection, exporting }}
            filter={view.filter}
            rows={isSelection ? selected : rows}
            notes={isSelection ? [] : notesOf(messages, passed, format)}
            onClear={() => setSelection(noSelection)}
          />
        </>
      )}
      {exporting.job && (
        // In sight, also where the list is higher than the window; on a phone above the rail.
        <div className="sticky bottom-0 z-10 bg-page max-md:bottom-14">
          <JobView job={exporting.job} onCancel={exporting.cancel} onDismiss={exporting.dismiss} />
        </div>
      )}
    </div>
  );
}

/** Another place in the stream is another list, which begins at its top. */
function keyOf({ start, filter, isOldestFirst, isLastOnly, search }: MessagesView): string {
  const words = Object.values(search?.expression ?? {});
  return [...Object.values(start), filter, isOldestFirst, isLastOnly, ...words].join(" ");
}

function notesOf(messages: LoadedMessages, passed: bigint, format: Format): string[] {
  const { extent, subjects, isInSteps, isLoading, rows } = messages;
  const notes: string[] = [];
  if (extent) {
    const found = extent.matches === undefined ? "" : `${format.exact(extent.matches)} match, `;
    notes.push(`${found}${format.exact(extent.messages)} in the stream`);
  }
  if (subjects !== undefined && subjects > (rows?.length ?? 0)) {
    notes.push(
      `${format.exact(subjects)} subjects match: the first by name are shown. Narrow the subject to see others.`,
    );
  }
  if (isInSteps) notes.push("They are big, so they are loaded in steps of 4 MiB.");
  if (passed > 0n) {
    notes.push(`Too many to follow each: ${format.exact(passed)} passed by, the newest are shown.`);
  }
  if (isLoading) notes.push("Loading more…");
  return notes;
}
