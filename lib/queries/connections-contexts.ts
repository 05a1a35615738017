import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { askWorker } from "@/lib/worker/client";
import { readListAnew } from "./connections";
import { unwrap } from "./unwrap";

/** The nats CLI's contexts on the console's machine, read anew at each opening. */
export function contextsQuery() {
  return queryOptions({
    queryKey: ["contexts"],
    queryFn: () => unwrap(askWorker((worker) => worker.listContexts())),
    staleTime: 0,
    retry: false,
  });
}

/** Saves a context as a connection. */
export function importContextMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (name: string) => unwrap(askWorker((worker) => worker.importContext(name))),
    networkMode: "always",
    onSuccess: () => readListAnew(client),
  });
}
