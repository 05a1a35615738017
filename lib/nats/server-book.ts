import type { Reading } from "@/lib/errors/app-error";
import type { ServerHealth, ServerList, ServerState } from "@/lib/model/servers";
import { createRemovals } from "./removals";
import type { ServerAnswers } from "./servers";
import { toMeta } from "./servers-meta";
import { toHealth, toServerJetStream, toServerState } from "./servers-wire";

/** The servers that have answered so far, with those that do so no more. */
export type ServerBook = {
  /** The list after these answers; an error where nobody's figures came. */
  take(by: ServerList["by"], answers: ServerAnswers): Reading<ServerList>;
  /** How many are waited for, and whether these are all that there can be. */
  expects(): { expected: number; isExact: boolean };
  /** True where one answers that was not there when the servers were asked for their health. */
  hasNew(): boolean;
};

/** One without a name has another id after its restart: it never comes back. */
const namelessForgottenMs = 5 * 60_000;
const forgottenMs = 24 * 3_600_000;

/** Remembers the servers of one connection. */
export function createServerBook({ nowMs }: { nowMs: () => number }): ServerBook {
  let servers: ServerState[] = [];
  let lastBy: ServerList["by"] | undefined;
  const removals = createRemovals();
  const healths = new Map<string, ServerHealth>();
  let checked = new Set<string>();

  return {
    take(by, answers) {
      if (!answers.varz.ok) return answers.varz;
      keepHealth(healths, answers.health);
      const stored = new Map(
        (answers.jsz?.ok ? answers.jsz.value : []).map((one) => [one.value.server_id, one.value]),
      );
      // Another source knows other servers: whom it leaves out is not away.
      const before = by === lastBy ? servers : [];
      lastBy = by;
      const answering = dedupe(answers.varz.value).map((heard) => {
        const id = heard.value.server_id;
        const found = stored.get(id);
        const known = before.find((server) => server.id === id);
        // One answer that was lost on its way is not the end of JetStream.
        const jetstream = found ? toServerJetStream(found) : known?.jetstream;
        return toServerState(heard, healths.get(id) ?? { state: "unknown" }, jetstream);
      });
      if (answers.health) checked = new Set(answering.map(({ id }) => id));
      const told = answering.map(({ id, name }) => ({ name, value: stored.get(id) }));
      removals.hear(told);
      // A monitoring URL belongs to one server, whatever it is called.
      const absent = (by === "monitoring" ? [] : before)
        .filter((server) => !answering.some((one) => isSame(one, server)))
        .filter(({ name }) => !removals.isRemoved(name))
        .filter((server) => nowMs() - server.asOfMs < keptMs(server))
        .map((server) => ({ ...server, isAnswering: false }));
      servers = [...answering, ...absent].sort((a, b) => (a.name < b.name ? -1 : 1));
      removals.keepOnly(servers.map(({ name }) => name));
      const meta = toMeta(told, by !== "monitoring");
      return { ok: true, value: { by, servers, ...(meta ? { meta } : {}) } };
    },
    hasNew: () => servers.some(({ id, isAnswering }) => isAnswering && !checked.has(id)),
    expects() {
      const answering = servers.filter(({ isAnswering }) => isAnswering);
      const [only] = servers;
      const isExact = servers.length === 1 && !only?.cluster && only?.leafNodes === 0;
      return { expected: answering.length, isExact };
    },
  };
}

function isSame(one: ServerState, other: ServerState): boolean {
  return one.id === other.id || one.name === other.name;
}

function keptMs({ id, name }: ServerState): number {
  return id === name ? namelessForgottenMs : forgottenMs;
}

function keepHealth(healths: Map<string, ServerHealth>, asked: ServerAnswers["health"]): void {
  if (!asked) return;
  healths.clear();
  if (asked.ok) for (const { id, value } of asked.value) healths.set(id, toHealth(value));
}

/** Who imports the same subject twice gets each answer twice. */
function dedupe<T extends { value: { server_id: string } }>(all: T[]): T[] {
  return [...new Map(all.map((one) => [one.value.server_id, one])).values()];
}
