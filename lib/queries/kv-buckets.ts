import { queryOptions } from "@tanstack/react-query";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** How often is read what somebody has opened. */
const beatMs = 2_000;

/** One bucket: its settings, its figures, and where its keys are. */
export function bucketQuery(connectionId: string, bucket: string) {
  return queryOptions({
    queryKey: [connectionId, "bucket", bucket],
    queryFn: () => unwrap(askWorker((worker) => worker.getBucket(connectionId, bucket))),
    staleTime: beatMs / 2,
    refetchInterval: beatMs,
    networkMode: "always",
    retry: false,
  });
}
