"use client";

import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { MiddleCut } from "@/components/ui/middle-cut";
import type { Column } from "@/components/ui/table/column";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import { formatSentence } from "@/lib/format/sentence";
import type { FoundContext } from "@/lib/model/connection-settings";
import { authWords } from "./auth-words";
import { ViewLink } from "./view-link";

/** A context, and the connection that was made of it. */
export type ContextRow = { context: FoundContext; importedAs: string | undefined };

type Actions = {
  reason: string | undefined;
  isBusy: boolean;
  onImport: (name: string) => void;
};

/** The contexts that were found, those that can't be imported too, with the reason. */
export function ContextTable({ rows, reason, isBusy, onImport }: Actions & { rows: ContextRow[] }) {
  const view = useTableView({ prefix: "contexts" });
  const columns = useMemo(
    () => contextColumns({ reason, isBusy, onImport }),
    [reason, isBusy, onImport],
  );
  return (
    <DataTable
      name="Contexts"
      noun="context"
      rows={rows}
      columns={columns}
      rowId={nameOf}
      view={view}
      emptyFace={null}
      hasManyLines
    />
  );
}

function contextColumns(actions: Actions): Column<ContextRow>[] {
  return [
    {
      ...{ id: "name", head: "Name", width: 240, isRowHeader: true },
      sortBy: nameOf,
      cell: ({ context }) => <NameCell context={context} />,
      text: nameOf,
    },
    {
      ...{ id: "address", head: "Address", width: 260, small: "below" },
      sortBy: ({ context }) => context.address,
      cell: ({ context }) => (
        <span className="break-all font-mono text-small">{context.address || "–"}</span>
      ),
      text: ({ context }) => context.address,
    },
    {
      ...{ id: "auth", head: "Authentication", width: 150, small: "below" },
      sortBy: authOf,
      cell: (row) => (
        <span className="text-small">
          <span className="text-soft md:hidden">Authentication: </span>
          {authOf(row)}
        </span>
      ),
      text: authOf,
      filterBy: authOf,
    },
    {
      ...{ id: "import", head: "Import", width: 300, small: "below" },
      sortBy: stateOf,
      cell: (row) => <ImportCell row={row} {...actions} />,
      text: ({ context, importedAs }) =>
        context.problem && importedAs === undefined
          ? `${stateOf({ context, importedAs })}: ${context.problem.why}`
          : stateOf({ context, importedAs }),
      filterBy: stateOf,
    },
  ];
}

function nameOf({ context }: ContextRow): string {
  return context.name;
}

function authOf({ context }: ContextRow): string {
  return authWords[context.auth];
}

function stateOf({ context, importedAs }: ContextRow): string {
  if (importedAs !== undefined) return "imported";
  return context.problem ? "can't be imported" : "not imported";
}

function NameCell({ context: { name, description, isSelected } }: { context: FoundContext }) {
  return (
    <>
      <MiddleCut text={name} />
      {isSelected && (
        <span className="block font-normal text-small text-soft">selected in the CLI</span>
      )}
      {description && (
        <span className="block break-words font-normal text-small text-soft">{description}</span>
      )}
    </>
  );
}

function ImportCell({ row, reason, isBusy, onImport }: Actions & { row: ContextRow }) {
  const { name, problem } = row.context;
  if (row.importedAs !== undefined) {
    return (
      <span className="text-small">
        <span aria-hidden="true" className="text-ok">
          ●{" "}
        </span>
        imported ·{" "}
        <ViewLink
          to={{ name: "list", row: row.importedAs }}
          className="text-accent hover:underline"
        >
          show
        </ViewLink>
      </span>
    );
  }
  if (problem) {
    return (
      <span className="block text-small">
        <span className="text-attention">
          <span aria-hidden="true">◐ </span>Can&apos;t be imported.{" "}
        </span>
        {formatSentence(problem.why)}
        <span className="block text-soft">{formatSentence(problem.what)}</span>
      </span>
    );
  }
  return (
    <Button
      className="max-md:h-10 md:-my-1.5"
      aria-label={`Import ${name}`}
      reason={reason}
      isBusy={isBusy}
      onClick={() => onImport(name)}
    >
      Import
    </Button>
  );
}
