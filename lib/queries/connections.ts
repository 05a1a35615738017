import { queryOptions } from "@tanstack/react-query";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** The connections of this console. */
export function connectionsQuery() {
  return queryOptions({
    queryKey: ["connections"],
    queryFn: () => unwrap(askWorker((worker) => worker.listConnections())),
    staleTime: 60_000,
    retry: false,
  });
}
