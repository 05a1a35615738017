"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/components/ui/problem";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatAge } from "@/lib/format/duration";
import type { ConnectionList, ConnectionSummary } from "@/lib/model/connection";
import { makeDefaultMutation } from "@/lib/queries/connections";
import { ConnectionProblems } from "./connection-problems";
import { ConnectionTable } from "./connection-table";
import { DeleteConnection } from "./delete-connection";
import { ListHead } from "./list-head";
import { reasonAgainstChange } from "./may-change";
import { NoConnections } from "./no-connections";

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
}: {
  reading: ListReading;
  marked: string | undefined;
}) {
  const client = useQueryClient();
  const makeDefault = useMutation(makeDefaultMutation(client));
  const [deleting, setDeleting] = useState<ConnectionSummary>();
  const reason = reasonAgainstChange(list);
  return (
    <>
      <ListHead reason={reason} isKnown={list !== undefined} />
      {list && <ConnectionProblems problems={list.problems} />}
      {makeDefault.error && (
        <div className="mb-4">
          <Problem words={describeError(makeDefault.error)} />
        </div>
      )}
      {error && (
        <div className="mb-4">
          <Problem words={wordsOf(error, list ? failedMs - readMs : undefined)} />
        </div>
      )}
      {list?.connections.length === 0 && <NoConnections reason={reason} />}
      {list?.connections.length !== 0 && (list || !error) && (
        <div className={error ? "opacity-75 grayscale" : ""}>
          <ConnectionTable
            list={list}
            nowMs={readMs}
            marked={marked}
            reason={reason}
            onMakeDefault={({ id }) => makeDefault.mutate(id)}
            onDelete={setDeleting}
          />
        </div>
      )}
      {deleting && (
        <DeleteConnection
          connection={deleting}
          onDeleted={() => {
            setDeleting(undefined);
            // Once the dialog has given the focus back to a button whose row goes.
            requestAnimationFrame(() => document.querySelector("h1")?.focus());
          }}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </>
  );
}

/** Old rows stay under an error, with their age. */
function wordsOf(error: AppError, ageMs: number | undefined) {
  const words = describeError(error);
  if (ageMs === undefined) return words;
  return { ...words, title: `${words.title}. Below is what was known ${formatAge(ageMs)}` };
}
