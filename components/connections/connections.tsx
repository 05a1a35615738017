"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useAfterPaint } from "@/components/ui/use-after-paint";
import { describeError } from "@/lib/errors/describe-error";
import { liveConnectionsQuery } from "@/lib/queries/connections";
import { type ConnectionsView, connectionsParams, toConnectionsView } from "@/lib/url/connections";
import { ConnectionListView } from "./connection-list";
import type { drawView as Draw } from "./one-view";
import { useConnectionTests } from "./use-connection-tests";

/** The page of all connections; the address says which of its views. */
export function Connections() {
  const [params] = useQueryStates(connectionsParams);
  const view = toConnectionsView(params);
  const { data, error, dataUpdatedAt, errorUpdatedAt } = useQuery(liveConnectionsQuery());
  const main = useRef<HTMLElement>(null);
  const tests = useConnectionTests();
  const draw = useLateViews(view.name !== "list", dataUpdatedAt);
  const isShown = view.name === "list" || draw !== undefined;
  useFocusOfView(view, main, data !== undefined && isShown);
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
          {data && draw?.(view, data)}
          {!data && error && <Problem words={describeError(error)} />}
          {!(data && draw) && !error && <Skeleton className="h-96 w-full max-w-2xl" />}
        </>
      )}
    </main>
  );
}

/** The views beside the list weigh more than all the rest of the page: they come once it is seen. */
function useLateViews(isWanted: boolean, askedAt: number): typeof Draw | undefined {
  const [late, setLate] = useState<{ drawView: typeof Draw }>();
  const load = useCallback(() => {
    import("./one-view").then(setLate, () => undefined);
  }, []);
  useAfterPaint(load);
  // A console that was away for a moment is asked again with the next answer of the list.
  const isMissing = isWanted && !late && askedAt > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the list is a new occasion.
  useEffect(() => {
    if (isMissing) load();
  }, [isMissing, load, askedAt]);
  return late?.drawView;
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
