import { join } from "node:path";
import { z } from "zod";
import type { Machine } from "./machine";
import { defined, type Settings, settingOf, type Unusable, unusable } from "./settings";

const text = z.string().optional();

const contextSchema = z.object({
  description: text,
  url: text,
  user: text,
  password: text,
  token: text,
  creds: text,
  nkey: text,
  user_jwt: text,
  user_seed: text,
  cert: text,
  key: text,
  ca: text,
  tls_first: z.boolean().optional(),
  inbox_prefix: text,
  jetstream_domain: text,
  jetstream_api_prefix: text,
  socks_proxy: text,
  nsc: text,
});

type Context = z.infer<typeof contextSchema>;

/** A context of the nats CLI, as settings. */
export type ReadContext = { ok: true; settings: Settings; description: string } | Unusable;

/** Reads a context that the nats CLI has saved. */
export function readContext(name: string, machine: Machine): ReadContext {
  const from = `the context "${name}"`;
  if (!isContextName(name)) {
    return unusable(
      `NATS_CONTEXT is "${name}", which can't be the name of a context`,
      "name a context of the nats CLI; `nats context ls` lists them",
    );
  }
  const path = join(contextFolder(machine), `${name}.json`);
  const file = machine.read(path);
  if (!file.ok) {
    return unusable(
      `${from} can't be read: ${path} (${file.why})`,
      "`nats context ls` lists the contexts there are; where NATS_CONTEXT names it, unset that and set NATS_URL",
    );
  }
  const context = parseContext(file.text);
  if (typeof context === "string") {
    return unusable(
      `${path}: ${context}`,
      "mend the file, or save the context anew with the nats CLI",
    );
  }
  const beyond = beyondUs(context);
  if (beyond) {
    return unusable(
      `${from} ${beyond}`,
      "use another, or name server and credentials without a context",
    );
  }
  return {
    ok: true,
    settings: settingsOf(context, from),
    description: context.description ?? "",
  };
}

/** True for what can name a context; it can't leave their folder. */
export function isContextName(name: string): boolean {
  return name !== "" && !/\.\.|[/\\\0]/.test(name);
}

/** Where the nats CLI keeps its contexts. */
export function contextFolder(machine: Machine): string {
  return join(natsFolder(machine), "context");
}

/** The context that the nats CLI uses when none is named. */
export function selectedContext(machine: Machine): string | undefined {
  const file = machine.read(join(natsFolder(machine), "context.txt"));
  return file.ok ? file.text.trim() : undefined;
}

function natsFolder({ env, home }: Machine): string {
  return join(env.XDG_CONFIG_HOME || join(home, ".config"), "nats");
}

function parseContext(file: string): Context | string {
  let json: unknown;
  try {
    json = JSON.parse(file);
  } catch {
    // The parser's own words would quote the file, and with it a password.
    return "it is not JSON";
  }
  const parsed = contextSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.path.length === 0) return "it holds no context";
  return `its field "${issue?.path.join(".") ?? ""}" is not what it should be`;
}

/** What a context can ask for and we can't do; going on without it would reach another server. */
function beyondUs({ socks_proxy, nsc }: Context): string | undefined {
  if (socks_proxy) return "asks for a SOCKS proxy, which Natsight can't use";
  if (nsc) return "takes its credentials from nsc, which Natsight does not run";
  return undefined;
}

function settingsOf(context: Context, from: string): Settings {
  const setting = (name: Exclude<keyof Context, "tls_first">) =>
    settingOf(context[name], `"${name}" of ${from}`);
  const url = setting("url");
  return defined<Settings>({
    urls: url && [url],
    user: setting("user"),
    password: setting("password"),
    token: setting("token"),
    creds: setting("creds"),
    nkey: setting("nkey"),
    userJwt: setting("user_jwt"),
    userSeed: setting("user_seed"),
    cert: setting("cert"),
    key: setting("key"),
    ca: setting("ca"),
    tlsFirst: context.tls_first,
    inboxPrefix: setting("inbox_prefix"),
    domain: setting("jetstream_domain"),
    apiPrefix: setting("jetstream_api_prefix"),
  });
}
