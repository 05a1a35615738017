import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AppError } from "@/lib/errors/app-error";
import type { ConnectionSettings } from "@/lib/model/connection-settings";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

const listKey = ["connections"];
/** The list's own beat while somebody looks at it. */
const beatMs = 2_000;

/** The connections of this console. */
export function connectionsQuery() {
  return queryOptions({
    queryKey: listKey,
    queryFn: () => unwrap(askWorker((worker) => worker.listConnections())),
    staleTime: 60_000,
    retry: false,
  });
}

/** The same, read anew each beat: how each is doing. */
export function liveConnectionsQuery() {
  return queryOptions({ ...connectionsQuery(), staleTime: 0, refetchInterval: beatMs });
}

/** What was saved of a connection; read anew at each opening, so that an edit starts from what is. */
export function connectionSettingsQuery(id: string) {
  return queryOptions({
    queryKey: [id, "settings"],
    queryFn: () => readConnectionSettings(id),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
}

/** The same, once, and told to nobody else: a form that is open on it is not begun anew. */
export function readConnectionSettings(id: string): Promise<ConnectionSettings> {
  return unwrap(askWorker((worker) => worker.getConnectionSettings(id)));
}

type Saving = {
  settings: ConnectionSettings;
  id: string | undefined;
  /** What the edit began with; without it, whatever is stored is written over. */
  opened?: ConnectionSettings | undefined;
};

/** Saves a draft, unless somebody else was quicker. Its secrets are not kept in the cache once the form has gone. */
export function saveConnectionMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: async ({ settings, id, opened }: Saving) => {
      if (id !== undefined && opened) await refuseIfChanged(id, opened);
      return unwrap(askWorker((worker) => worker.saveConnection(settings, id)));
    },
    gcTime: 0,
    networkMode: "always",
    onSuccess: () => readListAnew(client),
  });
}

async function refuseIfChanged(id: string, opened: ConnectionSettings): Promise<void> {
  const now = await readConnectionSettings(id);
  if (JSON.stringify(now) === JSON.stringify(opened)) return;
  return unwrap<void>(Promise.resolve({ ok: false, error: changedElsewhere }));
}

const changedElsewhere: AppError = {
  kind: "changed-elsewhere",
  what: "The connection",
  toGoOn: "Save again to put yours over it; or cancel, and open it anew.",
};

/** Forgets a saved connection. */
export function deleteConnectionMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => unwrap(askWorker((worker) => worker.deleteConnection(id))),
    networkMode: "always",
    onSuccess: () => readListAnew(client),
  });
}

/** Chooses where the start page leads. */
export function makeDefaultMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => unwrap(askWorker((worker) => worker.makeDefaultConnection(id))),
    networkMode: "always",
    onSuccess: () => readListAnew(client),
  });
}

/** The list after a change is one that was asked for after it. */
export async function readListAnew(client: QueryClient): Promise<void> {
  await client.cancelQueries({ queryKey: listKey });
  await client.invalidateQueries({ queryKey: listKey });
}
