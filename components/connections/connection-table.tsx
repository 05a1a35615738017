import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { ConnectionList } from "@/lib/model/connection";
import { ConnectionRow } from "./connection-row";
import type { RowActionProps } from "./row-actions";

type Props = Omit<RowActionProps, "connection"> & {
  list: ConnectionList | undefined;
  nowMs: number;
  /** The id of the row that has just come, or changed. */
  marked: string | undefined;
};

/** Every connection of this console, and how it is. */
export function ConnectionTable({ list, nowMs, marked, ...actions }: Props) {
  return (
    <table aria-label="Connections" className="w-full border-collapse max-lg:block">
      <thead className="max-lg:sr-only">
        <tr className="h-8 whitespace-nowrap border-line border-b text-left text-small text-soft">
          <Head className="pl-6.5">Name</Head>
          <Head>Status</Head>
          <Head>Server</Head>
          <Head className="text-right lg:pr-8">RTT</Head>
          <Head>Source</Head>
          <Head>Role</Head>
          <Head className="pl-2">Actions</Head>
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {list === undefined && <WaitingRows />}
        {list?.connections.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            nowMs={nowMs}
            isMarked={connection.id === marked}
            {...actions}
          />
        ))}
      </tbody>
    </table>
  );
}

function Head({ children, className = "" }: { children: ReactNode; className?: string }) {
  return (
    <th scope="col" className={`pr-4 font-normal ${className}`}>
      {children}
    </th>
  );
}

function WaitingRows() {
  return [1, 2, 3].map((row) => (
    <tr key={row} className="h-11 border-line border-b max-lg:block">
      <td colSpan={7} className="max-lg:block max-lg:py-3">
        <Skeleton className="h-4 w-full" />
      </td>
    </tr>
  ));
}
