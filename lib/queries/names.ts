import { queryOptions } from "@tanstack/react-query";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** The names of what there is on a connection, for finding it; a new one is seen within half a minute. */
export function namesQuery(connectionId: string) {
  return queryOptions({
    queryKey: [connectionId, "names"],
    queryFn: () => unwrap(askWorker((worker) => worker.getNames(connectionId))),
    staleTime: 30_000,
    refetchInterval: 30_000,
    networkMode: "always",
    retry: false,
  });
}
