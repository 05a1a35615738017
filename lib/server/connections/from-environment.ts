import { readContext } from "./context-file";
import { environmentSettings } from "./environment";
import { type Machine, type MachineOptions, machineOf } from "./machine";
import { readReach } from "./reach";
import { overlay, type Settings, type Unusable } from "./settings";
import { plainTarget, type Target } from "./target";

/** The connection of this start, whether embedded or configured. */
const localId = "local";

/**
 * Reads the connection from the variables of the nats CLI, ranked as it does: the context that NATS_CONTEXT names, and
 * the variables over it. No target when none of them is set.
 */
export function readTarget(
  env: Machine["env"],
  options: MachineOptions = {},
): { ok: true; target: Target | undefined } | Unusable {
  const machine = machineOf(env, options);
  const environment = environmentSettings(env);
  const contextName = env.NATS_CONTEXT || undefined;
  if (contextName === undefined) {
    if (Object.keys(environment).length === 0) return { ok: true, target: undefined };
    return toTarget(environment, "environment", undefined, machine);
  }
  const context = readContext(contextName, machine);
  if (!context.ok) return context;
  return toTarget(overlay(context.settings, environment), "context", contextName, machine);
}

/** The server that the console runs itself, on its loopback port: another one, maybe, after a restart. */
export function embeddedTarget(clientPort: () => number): Target {
  return {
    ...plainTarget,
    id: localId,
    label: "Embedded server",
    source: "embedded",
    get urls() {
      return [`nats://127.0.0.1:${clientPort()}`];
    },
    auth: { kind: "none" },
    tls: { handshakeFirst: false },
  };
}

function toTarget(
  settings: Settings,
  source: Target["source"],
  contextName: string | undefined,
  machine: Machine,
): { ok: true; target: Target } | Unusable {
  const read = readReach(settings, machine);
  if (!read.ok) return read;
  const { place, ...reach } = read.reach;
  const label = contextName ?? place;
  return { ok: true, target: { ...plainTarget, ...reach, id: localId, label, source } };
}
