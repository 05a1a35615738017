import { hideSecrets } from "./hide-secrets";

/** One value that was said of a connection, and where it was found: words for what is wrong with it. */
export type Setting = { value: string; from: string };

/** What can be said of how to reach a server: the fields of the nats CLI, in whatever a source calls them. */
export type Settings = {
  /** Each one may hold several with commas between them. */
  urls?: Setting[];
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
  inboxPrefix?: Setting;
  domain?: Setting;
  apiPrefix?: Setting;
};

/** The settings that say who we are. */
export type AuthFields = Pick<
  Settings,
  "user" | "password" | "token" | "creds" | "nkey" | "userJwt" | "userSeed"
>;

/** A setting that can't be used: why, what to do, and which one it is. Never holds a secret. */
export type Unusable = { ok: false; why: string; what: string; from?: string };

/** Makes the answer for something that can't be used. */
export function unusable(why: string, what: string): Unusable {
  return { ok: false, why, what };
}

/** Makes the answer for a setting that can't be used; the words go on from its name. */
export function unusableSetting(from: string, why: string, what: string): Unusable {
  return { ok: false, why: `${from} ${why}`, what, from };
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
  return value === undefined || value === "" ? undefined : hideSecrets({ value, from }, ["value"]);
}

type Sparse<T> = { [name in keyof T]?: T[name] | undefined };

/** Without the fields that are undefined: they would hide those below. */
export function defined<T extends object>(fields: Sparse<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
