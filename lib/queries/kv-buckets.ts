import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { BucketDetail, BucketSettings } from "@/lib/model/kv-bucket";
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

/** Makes a bucket. Lists hear of it by the server's own advisory. */
export function createBucketMutation(connectionId: string) {
  return mutationOptions({
    mutationFn: (settings: BucketSettings) =>
      unwrap(askWorker((worker) => worker.createBucket(connectionId, settings))),
    networkMode: "always",
  });
}

/** What an update would send, by what was opened. */
export function previewBucketMutation() {
  return mutationOptions({
    mutationFn: ({ settings, opened }: BucketEdit) =>
      unwrap(askWorker((worker) => worker.previewBucket(settings, opened))),
    networkMode: "always",
  });
}

/** Changes a bucket's settings; however it ends, the bucket is read anew. */
export function updateBucketMutation(client: QueryClient, connectionId: string) {
  return mutationOptions({
    mutationFn: ({ settings, opened }: BucketEdit) =>
      unwrap(askWorker((worker) => worker.updateBucket(connectionId, settings, opened))),
    networkMode: "always",
    onSettled: (_made, _error, { settings }) =>
      client.invalidateQueries(bucketQuery(connectionId, settings.name)),
  });
}

/** Removes a bucket with every key. */
export function deleteBucketMutation(connectionId: string, bucket: string) {
  return mutationOptions({
    mutationFn: () => unwrap(askWorker((worker) => worker.deleteBucket(connectionId, bucket))),
    networkMode: "always",
  });
}

type BucketEdit = { settings: BucketSettings; opened: BucketDetail["config"] };
