import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { ConnectionProblem } from "@/lib/model/connection";
import type { Machine } from "@/lib/server/connections/machine";
import type { Target } from "@/lib/server/connections/target";
import type { HistorySettings } from "@/lib/server/history/settings";
import { readConfigFile } from "./config-file";

/** What holds of the configuration file now: what it says, or said last where it can't be read. */
export type ConfigState = {
  /** False where there is no file, or one without connections. */
  isConfigured: boolean;
  defaultId: string | undefined;
  targets: Target[];
  problems: ConnectionProblem[];
  /** What a start follows; it takes another one to follow what has changed. */
  history: Partial<HistorySettings>;
};

/** The configuration file, read again when it changes. */
export type ConfigSource = {
  state(): ConfigState;
  /** Calls back after each reading; returns how to stop. */
  watch(onRead: () => void): () => void;
};

const names = ["natsight.config.json", "natsight.config.yaml", "natsight.config.yml"];
const pollMs = 2_000;
const nothing: ConfigState = {
  ...{ isConfigured: false, defaultId: undefined, targets: [], problems: [], history: {} },
};

/** Opens the file that NATSIGHT_CONFIG names, or the one in the folder. */
export function openConfig(machine: Machine, folder: string): ConfigSource {
  let files: string[] = [];
  let seen = "";
  let state = nothing;

  const read = () => {
    const path = findConfig(machine, folder);
    if (path === undefined && !state.isConfigured) return;
    const [next, readFiles] = nextState(state, path ?? files[0] ?? "", machine);
    state = next;
    files = readFiles;
    seen = fingerprint(files);
  };
  read();

  return {
    state: () => state,
    watch(onRead) {
      const timer = setInterval(() => {
        const path = findConfig(machine, folder);
        if ((path === undefined || path === files[0]) && fingerprint(files) === seen) return;
        read();
        onRead();
      }, pollMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

/**
 * What holds after a reading. A file that can't be used changes nothing, and a connection that can't be used stays as it
 * was (R18).
 */
export function nextState(
  before: ConfigState,
  path: string,
  machine: Machine,
): [ConfigState, files: string[]] {
  const read = readConfigFile(path, machine);
  if (!read.ok) return [{ ...before, isConfigured: true, problems: [read.problem] }, [path]];
  const { content } = read;
  const kept = before.targets.filter(({ id }) => content.wrongIds.includes(id));
  const targets = [...content.targets, ...kept];
  const isConfigured = targets.length > 0 || content.problems.length > 0;
  const { defaultId, history } = content;
  const problems = [...content.problems, ...history.problems];
  const state = { isConfigured, defaultId, targets, problems, history: history.settings };
  return [state, content.files];
}

function findConfig({ env }: Machine, folder: string): string | undefined {
  if (env.NATSIGHT_CONFIG) return resolve(folder, env.NATSIGHT_CONFIG);
  return names.map((name) => resolve(folder, name)).find((path) => stamp(path) !== "");
}

function fingerprint(files: string[]): string {
  return files.map(stamp).join();
}

function stamp(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino}:${size}:${mtimeMs}`;
  } catch {
    return "";
  }
}
