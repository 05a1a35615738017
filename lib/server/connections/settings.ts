/** One value of the nats CLI's, and where it was found: words for what is wrong with it. */
export type Setting = { value: string; from: string };

/** What the nats CLI knows of a connection, by environment variable or context file. */
export type Settings = {
  url?: Setting;
  user?: Setting;
  password?: Setting;
  token?: Setting;
  creds?: Setting;
  nkey?: Setting;
  userJwt?: Setting;
  userSeed?: Setting;
  cert?: Setting;
  key?: Setting;
  ca?: Setting;
  tlsFirst?: boolean;
};

/** A setting that can't be used: why, and what to do. Never holds a secret. */
export type Unusable = { ok: false; why: string; what: string };

/** Makes the answer for a setting that can't be used. */
export function unusable(why: string, what: string): Unusable {
  return { ok: false, why, what };
}

/** The environment over the context, field by field, as the nats CLI does it. */
export function overlay(context: Settings, environment: Settings): Settings {
  const { user, password, ...rest } = context;
  // The CLI would send the context's user along with the environment's token; we can be only one of them.
  if (environment.token) return { ...rest, ...environment };
  return { ...context, ...environment };
}

/** A string as a setting; empty is the same as not there. */
export function settingOf(value: string | undefined, from: string): Setting | undefined {
  return value === undefined || value === "" ? undefined : { value, from };
}
