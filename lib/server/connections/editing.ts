import type { ConnectionSettings, SecretSetting } from "@/lib/model/connection-settings";
import type { Connections } from "./connections";
import { importContext, listContexts } from "./contexts";
import { fromSettings } from "./from-settings";
import { withKept } from "./kept-secrets";
import { mapSecrets, type SettingsOf } from "./secrets-of";
import { type Unusable, unusable, unusableSetting } from "./settings";
import type { Target } from "./target";

/** Why something can't be done with a connection, as an HTTP status and in words. */
export type Refused = Unusable & { status: 400 | 404 | 409 };

/** What a change comes to. */
export type Answer<T> = { ok: true; value: T } | Refused;

/** What people may do with the list of connections. */
export type Editing = ReturnType<typeof createEditing>;

/** Changes are stored first and hold at once: whoever uses the old connection is told. */
export function createEditing({ registry, sources, broken }: Connections) {
  const { saved, machine } = sources;

  const labels = (exceptId: string | undefined) => {
    const known = registry.list().map(({ target }) => target);
    const unused = broken().map(({ id, stored }) => ({ id, label: stored.label }));
    return [...known, ...unused].flatMap(({ id, label }) => (id === exceptId ? [] : label));
  };
  const save = (settings: SettingsOf<string>, id?: string): Answer<{ id: string }> => {
    const label = settings.label.trim().toLowerCase();
    if (labels(id).some((other) => other.toLowerCase() === label)) {
      const why = "is the name of another connection";
      return refused(409, unusableSetting("label", why, "choose another name"));
    }
    const made = saved.put(settings, id);
    if (!made.ok) return refused(made.from === undefined ? 409 : 400, made);
    registry.put(made.target);
    return { ok: true, value: { id: made.target.id } };
  };
  /** Why this connection is not one that can be edited. */
  const notSaved = (id: string): Refused | undefined => {
    if (saved.get(id)) return undefined;
    const target = registry.target(id);
    if (!target) return nothing;
    return refused(409, unusable(`it comes from ${origins[target.source]}`, "change it there"));
  };

  return {
    settings(id: string): Answer<ConnectionSettings> {
      const stored = saved.get(id)?.stored;
      if (!stored) return notSaved(id) ?? nothing;
      const value = mapSecrets<string | undefined, SecretSetting>(stored, (text) =>
        // One that can't be opened has to be entered anew.
        text === undefined ? { value: "" } : { keep: true },
      );
      return { ok: true, value };
    },
    create(settings: ConnectionSettings): Answer<{ id: string }> {
      const complete = withKept(settings, undefined);
      return complete.ok ? save(complete.settings) : refused(400, complete);
    },
    update(id: string, settings: ConnectionSettings): Answer<{ id: string }> {
      const fault = notSaved(id);
      if (fault) return fault;
      const complete = withKept(settings, saved.get(id)?.stored);
      return complete.ok ? save(complete.settings, id) : refused(400, complete);
    },
    remove(id: string): Answer<undefined> {
      const fault = notSaved(id);
      if (fault) return fault;
      const unwritten = saved.remove(id);
      if (unwritten) return refused(409, unwritten);
      registry.remove(id);
      return { ok: true, value: undefined };
    },
    choose(id: string): Answer<undefined> {
      if (!registry.target(id)) return nothing;
      const unwritten = saved.setDefault(id);
      return unwritten ? refused(409, unwritten) : { ok: true, value: undefined };
    },
    /** The target of settings that are not saved; `id` is where secrets come from that stay. */
    trial(settings: ConnectionSettings, id: string | undefined): Answer<Target> {
      // It can be tested before it has a name.
      const named = { ...settings, label: settings.label.trim() || "test" };
      const complete = withKept(named, id === undefined ? undefined : saved.get(id)?.stored);
      if (!complete.ok) return refused(400, complete);
      const made = fromSettings(id ?? "test", complete.settings);
      return made.ok ? { ok: true, value: made.target } : refused(400, made);
    },
    target(id: string): Answer<Target> {
      const target = registry.target(id);
      if (target) return { ok: true, value: target };
      const use = saved.get(id)?.use;
      return use && !use.ok ? refused(409, use) : nothing;
    },
    contexts: () => listContexts(machine),
    importContext(name: string): Answer<{ id: string }> {
      if (!listContexts(machine).contexts.some((context) => context.name === name)) return nothing;
      const read = importContext(name, machine);
      return read.ok ? save(read.settings) : refused(409, read);
    },
  };
}

const nothing: Refused = refused(404, unusable("there is none with this name", "look at the list"));

const origins: Record<Target["source"], string> = {
  embedded: "the console itself, which runs that server",
  environment: "the environment of this start",
  context: "the environment of this start, which names a context",
  config: "the configuration file",
  saved: "here",
};

function refused(status: Refused["status"], fault: Unusable): Refused {
  return { ...fault, status };
}
