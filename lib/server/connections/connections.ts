import { isDeepStrictEqual } from "node:util";
import type { ConnectionProblem } from "@/lib/model/connection";
import { formatHostPort, parseServerUrl } from "@/lib/server/dial/url";
import type { Log } from "@/lib/server/http/log";
import { describeProblem } from "./problem";
import { createRegistry, type Registry, type RegistryOptions } from "./registry";
import type { Saved } from "./saved";
import type { Sources } from "./sources";
import type { Target } from "./target";

/** Every connection of the console, wherever it comes from. */
export type Connections = {
  registry: Registry;
  sources: Sources;
  /** The one that was chosen, else the one that the file names, else the first. */
  defaultId(): string | undefined;
  /** Where the start page leads. */
  home(): string;
  /** What was saved and can't be used. */
  broken(): Saved[];
  problems(): ConnectionProblem[];
  /** The WebSocket origins of connections that the browser dials itself. */
  directOrigins(): string[];
  close(): Promise<void>;
};

/** What else there is, and who wants to hear. */
export type ConnectionsOptions = RegistryOptions & {
  /** The console's own server, where it runs one. */
  own?: Target | undefined;
  log: Log;
};

/** Opens all connections and follows the configuration file. */
export function openConnections(
  sources: Sources,
  { own, log, ...options }: ConnectionsOptions,
): Connections {
  const { environment, config, saved } = sources;
  const [first = own] = [environment];
  const inUse = saved.list().flatMap(({ use }) => (use.ok ? use.target : []));
  let configured = unclaimed(config.state().targets, first);
  const registry = createRegistry([...(first ? [first] : []), ...configured, ...inUse], options);

  const broken = () => saved.list().filter(({ use }) => !use.ok);
  const problems = () => [
    ...config.state().problems,
    ...config.state().targets.flatMap((target) => clash(target, first)),
    ...saved.problems,
    ...broken().flatMap(brokenProblem),
  ];
  let said = problems().map(describeProblem);
  for (const line of said) log("warn", line);

  const stop = config.watch(() => {
    const next = unclaimed(config.state().targets, first);
    const changes = replace(registry, configured, next);
    configured = next;
    if (changes > 0)
      log("info", `the configuration file was read again: connections changed: ${changes}`);
    const now = problems().map(describeProblem);
    for (const line of now) if (!said.includes(line)) log("warn", line);
    said = now;
  });

  const defaultId = () => {
    const known = (id: string | undefined) => (id && registry.target(id) ? id : undefined);
    return (
      known(saved.defaultId()) ?? known(config.state().defaultId) ?? registry.list()[0]?.target.id
    );
  };
  return {
    registry,
    sources,
    defaultId,
    home() {
      const id = defaultId();
      return id === undefined ? "/connections" : `/c/${encodeURIComponent(id)}`;
    },
    broken,
    problems,
    directOrigins: () => registry.list().flatMap(({ target }) => directOrigin(target)),
    async close() {
      stop();
      await registry.close();
    },
  };
}

/** Brings the registry from one state of the file to the next; what stays the same is not touched. */
function replace(registry: Registry, before: Target[], next: Target[]): number {
  const gone = before.filter(({ id }) => !next.some((target) => target.id === id));
  const changed = next.filter(
    (target) => !before.some((known) => isDeepStrictEqual(known, target)),
  );
  for (const { id } of gone) registry.remove(id);
  for (const target of changed) registry.put(target);
  return gone.length + changed.length;
}

function unclaimed(targets: Target[], first: Target | undefined): Target[] {
  return targets.filter(({ id }) => id !== first?.id);
}

function clash({ id }: Target, first: Target | undefined): ConnectionProblem[] {
  if (id !== first?.id) return [];
  const whose =
    first.source === "embedded" ? "the embedded server" : "the environment's connection";
  return [
    {
      where: "the configuration file",
      field: `connections, id ${id}`,
      why: `${whose} has this id`,
      what: "give it another id",
    },
  ];
}

function brokenProblem({ stored, use }: Saved): ConnectionProblem[] {
  if (use.ok) return [];
  const field = use.from === undefined ? {} : { field: use.from };
  return [
    { where: `the saved connection "${stored.label}"`, ...field, why: use.why, what: use.what },
  ];
}

function directOrigin({ transport, urls: [url = ""] }: Target): string[] {
  const parsed = transport === "direct" ? parseServerUrl(url) : undefined;
  // It goes into a header, and a URL's host may hold a semicolon.
  if (!parsed?.ok || !/^[\w.:-]+$/.test(parsed.url.host)) return [];
  return [`${parsed.url.scheme}://${formatHostPort(parsed.url)}`];
}
