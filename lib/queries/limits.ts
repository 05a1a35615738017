import { queryOptions } from "@tanstack/react-query";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** The bounds of this console; they change with a start only. */
export function limitsQuery() {
  return queryOptions({
    queryKey: ["limits"],
    queryFn: () => unwrap(askWorker((worker) => worker.getLimits())),
    retry: false,
  });
}
