import type { ServerOptions } from "@/lib/server/config/options";
import type { Log } from "@/lib/server/http/log";
import type { Step } from "@/lib/server/steps/steps.mjs";
import { createAnnouncer } from "./announce";
import { type Connections, openConnections } from "./connections";
import { readSources } from "./sources";
import type { Target } from "./target";

/** The connections of a start. */
export type Started = {
  connections: Connections;
  /** The console's own server, where it runs one. */
  own: Target | undefined;
  /** Waits until something is known of the default connection, but not for long, and says it. */
  firstWord(): Promise<void>;
};

/** What a start of the connections needs. */
export type StartOptions = {
  options: Pick<ServerOptions, "dataDir" | "embedded">;
  env: Record<string, string | undefined>;
  /** Where a configuration file is looked for. */
  folder: string;
  step: Step;
  log: Log;
  /** Runs a server of the console's own; undefined when there is none to be had, which the step has said. */
  runOwn: (step: Step) => Promise<Target | undefined>;
};

/** Reads where connections come from and opens them; with none configured, the console runs a NATS of its own. */
export async function startConnections({
  options,
  env,
  folder,
  step,
  log,
  runOwn,
}: StartOptions): Promise<Started | undefined> {
  const onKeyMade = (path: string) => log("warn", keyMade(path));
  const read = readSources({ env, dataDir: options.dataDir, folder, onKeyMade });
  if (!read.ok) {
    step.fail(read.why, read.what);
    return undefined;
  }
  const { sources } = read;
  const isAlone = !sources.environment && !sources.config.state().isConfigured;
  const wantsOwn = isAlone && options.embedded;
  // Whoever has saved a connection comes for that.
  const isNeeded = sources.saved.list().length === 0;
  const warn = { ...step, fail: (why: string) => step.warn(`no server of its own: ${why}`) };
  const own = wantsOwn ? await runOwn(isNeeded ? step : warn) : undefined;
  if (wantsOwn && !own && isNeeded) return undefined;

  const announcer = createAnnouncer(log, {
    nameOf: (id) => (list().length > 1 ? connections.registry.target(id)?.label : undefined),
    isStep: (id) => id === connections.defaultId(),
  });
  const connections = openConnections(sources, { own, log, onStatus: announcer.hear });
  const list = () => connections.registry.list();
  const first = () => list().find(({ target }) => target.id === connections.defaultId());
  return {
    connections,
    own,
    async firstWord() {
      const label = first()?.target.label;
      const status = () => first()?.status;
      if (wantsOwn) {
        await announcer.firstWord(status);
      } else if (label === undefined) {
        step.warn("no connection yet: the first page adds one");
      } else {
        step.progress(`connecting to ${label}`);
        const others = list().length - 1;
        await announcer.endStep(
          step,
          others > 0 ? `${label}, first of ${others + 1}` : label,
          status,
        );
      }
    },
  };
}

function keyMade(path: string): string {
  return `secrets are sealed with ${path}, a key made just now. It lies beside them: whoever copies the folder can open them. NATSIGHT_SECRET_KEY_FILE names one that is kept elsewhere`;
}
