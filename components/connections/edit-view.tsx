"use client";

import { useQuery } from "@tanstack/react-query";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { describeError } from "@/lib/errors/describe-error";
import type { ConnectionList, ConnectionSummary } from "@/lib/model/connection";
import { connectionSettingsQuery } from "@/lib/queries/connections";
import { ConnectionForm } from "./connection-form";
import { toDraft } from "./draft";
import { reasonAgainstChange, reasonOfSource } from "./may-change";
import { toSurroundings } from "./surroundings";
import { noSuch } from "./test-view";
import { ViewHead } from "./view-head";

/** The form of a saved connection, from what the console holds now. */
export function EditView({ id, list }: { id: string; list: ConnectionList }) {
  const connection = list.connections.find((other) => other.id === id);
  const reason = reasonAgainstChange(list) ?? (connection && reasonOfSource(connection));
  return (
    <>
      <ViewHead title={`Edit connection ${connection?.label ?? id}`} />
      {!connection && <Problem words={noSuch(id)} />}
      {connection && reason !== undefined && (
        <Problem calm words={{ title: "This connection can't be edited here", detail: reason }} />
      )}
      {connection && reason === undefined && <SavedForm connection={connection} list={list} />}
    </>
  );
}

function SavedForm({ connection, list }: { connection: ConnectionSummary; list: ConnectionList }) {
  const { id } = connection;
  const { data, error, isFetching } = useQuery(connectionSettingsQuery(id));
  if (error) return <Problem words={describeError(error)} />;
  // What an earlier opening has read may be old: the form begins with what is.
  if (!data || isFetching) return <Skeleton className="h-96 w-full max-w-2xl" />;
  const around = toSurroundings(list, id);
  return <ConnectionForm id={id} initial={toDraft(data)} opened={data} around={around} />;
}
