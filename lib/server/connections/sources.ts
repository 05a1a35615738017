import { type ConfigSource, openConfig } from "@/lib/server/config/config-source";
import { readTarget } from "./from-environment";
import { type Machine, machineOf } from "./machine";
import { openSaved, type SavedConnections } from "./saved";
import { openSecretKeys } from "./secret-keys";
import type { Unusable } from "./settings";
import type { Target } from "./target";

/** Where connections come from, in the order in which they go before each other. */
export type Sources = {
  machine: Machine;
  /** The connection that the environment names. */
  environment: Target | undefined;
  config: ConfigSource;
  saved: SavedConnections;
};

/** What the sources are read from. */
export type SourceOptions = {
  env: Record<string, string | undefined>;
  dataDir: string;
  /** Where a configuration file is looked for. */
  folder: string;
  /** Hears once, when a key for secrets is made, where it lies. */
  onKeyMade: (path: string) => void;
};

/** Reads all there is. Only what the environment says can stop a start: it is what this start was asked for. */
export function readSources({
  env,
  dataDir,
  folder,
  onKeyMade,
}: SourceOptions): { ok: true; sources: Sources } | Unusable {
  const machine = machineOf(env);
  const environment = readTarget(env);
  if (!environment.ok) return environment;
  const keyFile = env.NATSIGHT_SECRET_KEY_FILE || undefined;
  const keys = openSecretKeys({ keyFile, dataDir, onMade: onKeyMade });
  return {
    ok: true,
    sources: {
      machine,
      environment: environment.target,
      config: openConfig(machine, folder),
      saved: openSaved(dataDir, keys),
    },
  };
}
