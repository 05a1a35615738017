"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useEffect, useRef } from "react";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { describeError } from "@/lib/errors/describe-error";
import type { ConnectionList } from "@/lib/model/connection";
import { liveConnectionsQuery } from "@/lib/queries/connections";
import { type ConnectionsView, connectionsParams, toConnectionsView } from "@/lib/url/connections";
import { AddView } from "./add-view";
import { ConnectionListView } from "./connection-list";
import { EditView } from "./edit-view";
import { ImportView } from "./import-view";
import { TestView } from "./test-view";
import { useConnectionTests } from "./use-connection-tests";

/** The page of all connections; the address says which of its views. */
export function Connections() {
  const [params] = useQueryStates(connectionsParams);
  const view = toConnectionsView(params);
  const { data, error, dataUpdatedAt, errorUpdatedAt } = useQuery(liveConnectionsQuery());
  const main = useRef<HTMLElement>(null);
  const tests = useConnectionTests();
  useFocusOfView(view, main, data !== undefined);
  return (
    <main ref={main} className="mx-auto max-w-[1320px] px-4 py-5 md:px-6">
      {view.name === "list" ? (
        <ConnectionListView
          marked={view.row}
          tests={tests}
          reading={{ list: data, readMs: dataUpdatedAt, failedMs: errorUpdatedAt, error }}
        />
      ) : (
        <>
          {data && <OneView view={view} list={data} />}
          {!data && error && <Problem words={describeError(error)} />}
          {!data && !error && <Skeleton className="h-96 w-full max-w-2xl" />}
        </>
      )}
    </main>
  );
}

type OneViewProps = { view: Exclude<ConnectionsView, { name: "list" }>; list: ConnectionList };

function OneView({ view, list }: OneViewProps) {
  switch (view.name) {
    case "add":
      return <AddView list={list} />;
    case "edit":
      return <EditView key={view.id} id={view.id} list={list} />;
    case "import":
      return <ImportView list={list} />;
    case "test":
      return <TestView id={view.id} list={list} />;
  }
}

/** Moves the focus into a view that was opened, and back to what opened it. */
function useFocusOfView(
  view: ConnectionsView,
  main: { current: HTMLElement | null },
  isReady: boolean,
): void {
  const key = `${view.name}-${"id" in view ? view.id : ""}`;
  const last = useRef(key);
  useEffect(() => {
    if (!isReady || last.current === key) return;
    const opener = key.startsWith("list-") ? document.getElementById(last.current) : undefined;
    last.current = key;
    // A form has its own first field.
    if (main.current?.contains(document.activeElement)) return;
    (opener ?? main.current?.querySelector("h1"))?.focus();
  }, [key, isReady, main]);
}
