import { join } from "node:path";
import { z } from "zod";
import { defined } from "./environment";
import type { Machine } from "./machine";
import { type Settings, settingOf, type Unusable, unusable } from "./settings";

const text = z.string().optional();

const contextSchema = z.object({
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

/** Reads a context that the nats CLI has saved. */
export function readContext(
  name: string,
  machine: Machine,
): { ok: true; settings: Settings } | Unusable {
  const from = `the context "${name}"`;
  if (/\.\.|[/\\]/.test(name)) {
    return unusable(
      `NATS_CONTEXT is "${name}", which can't be the name of a context`,
      "name a context of the nats CLI; `nats context ls` lists them",
    );
  }
  const path = join(configFolder(machine), "nats", "context", `${name}.json`);
  const file = machine.read(path);
  if (!file.ok) {
    return unusable(
      `NATS_CONTEXT names a context that can't be read: ${path} (${file.why})`,
      "`nats context ls` lists the contexts there are; or unset NATS_CONTEXT and set NATS_URL",
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
    return unusable(`${from} ${beyond}`, "use another, or set NATS_URL and NATS_CREDS instead");
  }
  return { ok: true, settings: settingsOf(context, from) };
}

function configFolder({ env, home }: Machine): string {
  return env.XDG_CONFIG_HOME || join(home, ".config");
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
  return `its field "${issue?.path.join(".") ?? ""}" is not what it should be`;
}

const notYet = "which Natsight can't use yet";

/** What a context can ask for and we can't do; going on without it would reach another server. */
function beyondUs({ socks_proxy, nsc, ...subjects }: Context): string | undefined {
  const { inbox_prefix, jetstream_domain, jetstream_api_prefix } = subjects;
  if (socks_proxy) return "asks for a SOCKS proxy, which Natsight can't use";
  if (nsc) return "takes its credentials from nsc, which Natsight does not run";
  if (inbox_prefix && inbox_prefix !== "_INBOX") return `sets "inbox_prefix", ${notYet}`;
  if (jetstream_domain) return `sets "jetstream_domain", ${notYet}`;
  if (jetstream_api_prefix && jetstream_api_prefix !== "$JS.API") {
    return `sets "jetstream_api_prefix", ${notYet}`;
  }
  return undefined;
}

function settingsOf(context: Context, from: string): Settings {
  const setting = (name: Exclude<keyof Context, "tls_first">) =>
    settingOf(context[name], `"${name}" of ${from}`);
  return defined({
    url: setting("url"),
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
  });
}
