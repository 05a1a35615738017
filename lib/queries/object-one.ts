import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { ObjectEdit, ObjectInfo } from "@/lib/model/objects";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

const asItWas = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  networkMode: "always",
  retry: false,
} as const;

/** An object's metadata as the leader has it; null where there is none. Never read anew by itself. */
export function objectQuery(connectionId: string, bucket: string, name: string) {
  return queryOptions({
    ...asItWas,
    queryKey: [connectionId, "object", bucket, name],
    queryFn: () => readObjectInfo(connectionId, bucket, name),
    structuralSharing: false,
  });
}

/** The same, once, and kept by nobody. */
export function readObjectInfo(
  connectionId: string,
  bucket: string,
  name: string,
): Promise<ObjectInfo | null> {
  return unwrap(askWorker((worker) => worker.getObject({ connectionId, bucket, name })));
}

/** The first bytes of what this revision of an object holds; a link's are those of what it leads to. */
export function objectStartQuery(connectionId: string, info: ObjectInfo, mostBytes: number) {
  const { bucket, name, revision } = info;
  return queryOptions({
    ...asItWas,
    queryKey: [connectionId, "object-start", bucket, name, revision.toString(), mostBytes],
    queryFn: () =>
      unwrap(
        askWorker((worker) => worker.readObjectStart({ connectionId, bucket, name }, mostBytes)),
      ),
    structuralSharing: false,
  });
}

/** Writes an object's metadata anew, where it still has the revision that was shown; another name renames it. */
export function editObjectMutation(client: QueryClient, connectionId: string) {
  return mutationOptions({
    mutationFn: ({ info: { bucket, name, revision }, edit }: EditWish) =>
      unwrap(
        askWorker((worker) => worker.editObject({ connectionId, bucket, name }, revision, edit)),
      ),
    networkMode: "always",
    onSettled: async (_outcome, _error, { info, edit }) => {
      await refreshObject(client, connectionId, info.bucket, info.name);
      if (edit.name !== info.name) {
        await refreshObject(client, connectionId, info.bucket, edit.name);
      }
    },
  });
}

type EditWish = { info: ObjectInfo; edit: ObjectEdit };

/** Makes a name that leads to an object, or to a whole store. */
export function linkObjectMutation(client: QueryClient, connectionId: string) {
  return mutationOptions({
    mutationFn: ({ bucket, name, target, description }: LinkWish) =>
      unwrap(
        askWorker((worker) =>
          worker.linkObject({ connectionId, bucket, name }, target, description),
        ),
      ),
    networkMode: "always",
    onSettled: (_outcome, _error, { bucket, name }) =>
      refreshObject(client, connectionId, bucket, name),
  });
}

type LinkWish = {
  bucket: string;
  name: string;
  target: { bucket: string; name?: string };
  description: string;
};

/** Deletes an object with its chunks, where it still has the revision that was shown. */
export function deleteObjectMutation(client: QueryClient, connectionId: string) {
  return mutationOptions({
    mutationFn: ({ bucket, name, revision }: ObjectInfo) =>
      unwrap(askWorker((worker) => worker.deleteObject({ connectionId, bucket, name }, revision))),
    networkMode: "always",
    onSettled: (_outcome, _error, { bucket, name }) =>
      refreshObject(client, connectionId, bucket, name),
  });
}

/** Has what is shown of an object read anew. */
export function refreshObject(
  client: QueryClient,
  connectionId: string,
  bucket: string,
  name: string,
): Promise<void> {
  return client.invalidateQueries({ queryKey: [connectionId, "object", bucket, name] });
}
