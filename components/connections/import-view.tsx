"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { ConnectionList } from "@/lib/model/connection";
import { contextsQuery, importContextMutation } from "@/lib/queries/connections-contexts";
import { type ContextRow, ContextTable } from "./context-table";
import { reasonAgainstChange } from "./may-change";
import { ViewHead } from "./view-head";

type Refused = { name: string; error: AppError };

/** The contexts of the nats CLI, and their import on a click. */
export function ImportView({ list }: { list: ConnectionList }) {
  const client = useQueryClient();
  const found = useQuery(contextsQuery());
  const importing = useMutation(importContextMutation(client));
  const [said, setSaid] = useState("");
  const [refused, setRefused] = useState<Refused[]>([]);
  const reason = reasonAgainstChange(list);
  const taken = new Map(list.connections.map(({ label, id }) => [label, id]));
  const rows: ContextRow[] = (found.data?.contexts ?? []).map((context) => ({
    context,
    importedAs: taken.get(context.name),
  }));
  const open = rows.filter(({ context, importedAs }) => !context.problem && !importedAs);
  const start = async (names: string[]) => {
    setSaid("");
    setRefused([]);
    const failed: Refused[] = [];
    // One that can't be imported is no reason against the others.
    for (const name of names) {
      await importing.mutateAsync(name).catch((error: AppError) => failed.push({ name, error }));
    }
    const done = names.length - failed.length;
    setRefused(failed);
    if (done > 0)
      setSaid(names.length === 1 ? `${names[0]} was imported.` : `${done} were imported.`);
  };
  return (
    <>
      <ViewHead title="Import nats contexts">
        {open.length > 1 && (
          <Button
            kind="primary"
            reason={reason}
            isBusy={importing.isPending}
            onClick={() => void start(open.map(({ context }) => context.name))}
          >
            Import all {open.length}
          </Button>
        )}
      </ViewHead>
      <p role="status" className="mb-3 text-ok text-small empty:hidden">
        {said}
      </p>
      {refused.map(({ name, error }) => (
        <div key={name} className="mb-4">
          <Problem words={wordsOf(name, error)} />
        </div>
      ))}
      {found.isPending && <Skeleton className="h-24 w-full" />}
      {found.error && <Problem words={describeError(found.error)} />}
      {found.data && (
        <>
          <p className="mb-4 text-small text-soft">
            Found in <code className="break-all font-mono">{found.data.folder}</code> on the
            console&apos;s machine. An import is a copy: later changes of the context do not follow.
          </p>
          {rows.length === 0 ? (
            <NoContexts folder={found.data.folder} />
          ) : (
            <ContextTable
              rows={rows}
              reason={reason}
              isBusy={importing.isPending}
              onImport={(name) => void start([name])}
            />
          )}
        </>
      )}
    </>
  );
}

function wordsOf(name: string, error: AppError) {
  return { ...describeError(error), title: `${name} was not imported` };
}

function NoContexts({ folder }: { folder: string }) {
  return (
    <div className="py-6">
      <p className="font-medium">No context yet</p>
      <p className="mt-1 max-w-prose text-soft">
        The nats CLI keeps its contexts as files in <code className="font-mono">{folder}</code>.
        This makes one:
      </p>
      <pre className="mt-3 whitespace-pre-wrap break-words rounded-md bg-hover p-3 font-mono text-small">
        nats context save prod --server nats://host:4222 --creds ./user.creds
      </pre>
    </div>
  );
}
