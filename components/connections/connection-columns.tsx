import { faceOfStatus } from "@/components/shell/status-words";
import { Unknown } from "@/components/ui/stat";
import type { Column } from "@/components/ui/table/column";
import type { ConnectionStatus, ConnectionSummary } from "@/lib/model/connection";
import { NameCell, RoleCell, roleWords, ServerCell, StatusCell } from "./connection-cells";
import { sourceWords } from "./may-change";
import { type RowActionProps, RowActions } from "./row-actions";

type Options = Omit<RowActionProps, "connection"> & { nowMs: number };

/** What the list of connections shows of each. */
export function connectionColumns({ nowMs, ...actions }: Options): Column<ConnectionSummary>[] {
  return [
    {
      ...{ id: "name", head: "Name", width: 176, isRowHeader: true },
      sortBy: ({ label }) => label,
      cell: (connection) => <NameCell connection={connection} />,
      text: ({ label }) => label,
    },
    {
      ...{ id: "status", head: "Status", width: 180, small: "below" },
      sortBy: ({ status }) => byNeed[status.state],
      cell: (connection) => <StatusCell connection={connection} nowMs={nowMs} />,
      text: ({ status }) => statusText(status),
      filterBy: ({ status }) => faceOfStatus(status, nowMs).word,
    },
    {
      ...{ id: "server", head: "Server", width: 196, small: "below" },
      sortBy: serverText,
      cell: (connection) => <ServerCell connection={connection} />,
      text: serverText,
    },
    {
      ...{ id: "rtt", head: "RTT", unit: "ms", width: 76, align: "end", small: "beside" },
      sortBy: rttOf,
      cell: (connection) => formatRtt(rttOf(connection)) ?? <Unknown />,
      text: (connection) => formatRtt(rttOf(connection)) ?? "not known",
      value: rttOf,
    },
    {
      ...{ id: "source", head: "Source", width: 108 },
      ...plainText(({ source }) => sourceWords[source]),
    },
    {
      ...{ id: "role", head: "Role", width: 96 },
      ...plainText(roleWords),
      cell: (connection) => <RoleCell connection={connection} />,
    },
    {
      ...{ id: "actions", head: "Actions", width: 312, small: "below", isOnlySeen: true },
      cell: (connection) => <RowActions connection={connection} {...actions} />,
      text: () => "",
    },
  ];
}

/** What needs somebody stands first. */
const byNeed: Record<ConnectionStatus["state"], number> = {
  refused: 0,
  lost: 1,
  connecting: 2,
  direct: 3,
  connected: 4,
};

function plainText(text: (connection: ConnectionSummary) => string) {
  return { text, cell: text, sortBy: text, filterBy: text };
}

function statusText(status: ConnectionStatus): string {
  const { word, why } = faceOfStatus(status, 0);
  return why ? `${word}: ${why}` : word;
}

function serverText({ status, addresses }: ConnectionSummary): string {
  const server = status.state === "connected" ? [status.server.name, status.server.version] : [];
  return [...server, ...addresses].join(" ");
}

function rttOf({ status }: ConnectionSummary): number | undefined {
  return status.state === "connected" ? status.rttMs : undefined;
}

/** Loopback answers in fractions of a millisecond: there they say something. */
function formatRtt(rttMs: number | undefined): string | undefined {
  if (rttMs === undefined) return undefined;
  return rttMs < 10 ? String(Number(rttMs.toFixed(1))) : String(Math.round(rttMs));
}
