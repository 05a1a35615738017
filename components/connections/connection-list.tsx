"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { JobView } from "@/components/ui/job-view";
import { Problem } from "@/components/ui/problem";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatAge } from "@/lib/format/duration";
import type { ConnectionList, ConnectionSummary } from "@/lib/model/connection";
import { makeDefaultMutation } from "@/lib/queries/connections";
import { connectionAddress } from "@/lib/url/connections";
import { connectionColumns } from "./connection-columns";
import { ConnectionProblems } from "./connection-problems";
import { ListHead } from "./list-head";
import { reasonAgainstChange, reasonAgainstTest } from "./may-change";
import { NoConnections } from "./no-connections";
import type { ConnectionTests } from "./use-connection-tests";

// Asked rarely, so it comes when it is asked.
const DeleteConnection = lazy(async () => ({
  default: (await import("./delete-connection")).DeleteConnection,
}));

/** The list as it was read: what there is, when, and why there is nothing newer. */
export type ListReading = {
  list: ConnectionList | undefined;
  readMs: number;
  failedMs: number;
  error: AppError | null;
};

/** The list of connections, and what can be done with it. */
export function ConnectionListView({
  reading: { list, readMs, failedMs, error },
  marked,
  tests,
}: {
  reading: ListReading;
  /** The id of the row that has just come, or changed. */
  marked: string | undefined;
  tests: ConnectionTests;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const makeDefault = useMutation(makeDefaultMutation(client));
  const [deleting, setDeleting] = useState<ConnectionSummary>();
  const [deletions, setDeletions] = useState(0);
  // After the dialog, closing, has given the focus back to a button whose row goes.
  useEffect(() => {
    if (deletions > 0) document.querySelector("h1")?.focus();
  }, [deletions]);
  const reason = reasonAgainstChange(list);
  const view = useTableView();
  const { mutate } = makeDefault;
  const columns = useMemo(
    () =>
      connectionColumns({
        nowMs: readMs,
        reason,
        onMakeDefault: ({ id }) => mutate(id),
        onDelete: setDeleting,
      }),
    [readMs, reason, mutate],
  );
  return (
    <>
      <ListHead reason={reason} isKnown={list !== undefined} />
      {list && <ConnectionProblems problems={list.problems} />}
      {makeDefault.error && (
        <div className="mb-4">
          <Problem words={describeError(makeDefault.error)} />
        </div>
      )}
      {tests.job && (
        <div className="mb-4">
          <JobView job={tests.job} onCancel={tests.cancel} onDismiss={tests.dismiss} />
        </div>
      )}
      <DataTable
        name="Connections"
        noun="connection"
        rows={list?.connections}
        columns={columns}
        rowId={idOf}
        view={view}
        openId={marked}
        onOpen={({ id }) => router.push(connectionAddress(id))}
        actions={[
          {
            label: "Test selected",
            run: tests.start,
            reason: () => reasonAgainstTests(list, tests),
          },
        ]}
        problem={error ? wordsOf(error, list ? failedMs - readMs : undefined) : undefined}
        emptyFace={<NoConnections reason={reason} />}
        isDimmed={error !== null}
        hasManyLines
      />
      {deleting && (
        <Suspense>
          <DeleteConnection
            connection={deleting}
            onDeleted={() => {
              setDeleting(undefined);
              setDeletions(deletions + 1);
            }}
            onClose={() => setDeleting(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

function idOf({ id }: ConnectionSummary): string {
  return id;
}

function reasonAgainstTests(list: ConnectionList | undefined, { job }: ConnectionTests) {
  return job?.state === "running" ? "A test is running already." : reasonAgainstTest(list);
}

/** Old rows stay under an error, with their age. */
function wordsOf(error: AppError, ageMs: number | undefined) {
  const words = describeError(error);
  if (ageMs === undefined) return words;
  return { ...words, title: `${words.title}. Below is what was known ${formatAge(ageMs)}` };
}
