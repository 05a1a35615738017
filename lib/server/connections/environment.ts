import { z } from "zod";
import { defined, type Settings, settingOf } from "./settings";

const variable = z.string().optional();

/** The variables of the nats CLI. */
const environmentSchema = z.object({
  NATS_URL: variable,
  NATS_USER: variable,
  NATS_PASSWORD: variable,
  NATS_TOKEN: variable,
  NATS_CREDS: variable,
  NATS_NKEY: variable,
  NATS_CERT: variable,
  NATS_KEY: variable,
  NATS_CA: variable,
});

/** What the environment says of the connection. */
export function environmentSettings(env: Record<string, string | undefined>): Settings {
  const read = environmentSchema.parse(env);
  const setting = (name: keyof typeof read) => settingOf(read[name], name);
  const url = setting("NATS_URL");
  const user = setting("NATS_USER");
  const password = setting("NATS_PASSWORD");
  // The CLI: a user without a password is a token.
  const token = setting("NATS_TOKEN") ?? (password ? undefined : user);
  return defined<Settings>({
    urls: url && [url],
    user: password ? user : undefined,
    password,
    token,
    creds: setting("NATS_CREDS"),
    nkey: setting("NATS_NKEY"),
    cert: setting("NATS_CERT"),
    key: setting("NATS_KEY"),
    ca: setting("NATS_CA"),
  });
}
