import { importContext, listContexts } from "./connections-contexts";
import {
  deleteConnection,
  getConnectionSettings,
  makeDefaultConnection,
  saveConnection,
} from "./connections-settings";
import { runConnectionTest } from "./connections-test-run";
import type { ConnectionCalls } from "./protocol";

/** What the page asks the console through the worker about its connections. */
export function createConnectionCalls(origin: () => string): ConnectionCalls {
  const running = new Map<string, AbortController>();
  return {
    getConnectionSettings: (id) => getConnectionSettings(origin(), id),
    saveConnection: (settings, id) => saveConnection(origin(), settings, id),
    deleteConnection: (id) => deleteConnection(origin(), id),
    makeDefaultConnection: (id) => makeDefaultConnection(origin(), id),
    listContexts: () => listContexts(origin()),
    importContext: (name) => importContext(origin(), name),
    async testConnection(run, subject, hear) {
      const controller = new AbortController();
      running.set(run, controller);
      let told: unknown;
      const tell: typeof hear = (event) => {
        told = hear(event);
      };
      const outcome = await runConnectionTest(origin(), subject, tell, controller.signal);
      running.delete(run);
      // Events go another way than the outcome, which must not overtake them.
      await told;
      return outcome;
    },
    cancelTest: (run) => running.get(run)?.abort(),
  };
}
