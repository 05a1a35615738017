import type { ConnectionSettings, TlsSettings } from "@/lib/model/connection-settings";

/** How to prove who we are, with secrets of any form: sealed, open, or a word that there is one. */
export type AuthOf<S> =
  | { kind: "none" }
  | { kind: "user"; user: string; password: S }
  | { kind: "token"; token: S }
  | { kind: "nkey"; seed: S }
  | { kind: "creds"; creds: S }
  | { kind: "jwt"; jwt: S; seed: S | undefined };

/** Everything that a person can say of a connection, with secrets of any form. */
export type SettingsOf<S> = Omit<ConnectionSettings, "auth" | "tls" | "system"> & {
  auth: AuthOf<S>;
  tls: Omit<TlsSettings, "key"> & { key: S | undefined };
  system: AuthOf<S>;
};

/** What is done with each secret; `field` is its place in the settings. */
type Each<A, B> = (secret: A, field: string) => B;

/** The same settings with each secret in another form. */
export function mapSecrets<A, B>(settings: SettingsOf<A>, each: Each<A, B>): SettingsOf<B> {
  const { tls } = settings;
  return {
    ...settings,
    auth: mapAuth(settings.auth, "auth", each),
    system: mapAuth(settings.system, "system", each),
    tls: { ...tls, key: tls.key === undefined ? undefined : each(tls.key, "tls.key") },
  };
}

/** The secret in a place, where the settings have one there. */
export function secretAt<S>(settings: SettingsOf<S>, field: string): S | undefined {
  let found: S | undefined;
  mapSecrets(settings, (secret, at) => {
    if (at === field) found = secret;
  });
  return found;
}

function mapAuth<A, B>(auth: AuthOf<A>, at: "auth" | "system", each: Each<A, B>): AuthOf<B> {
  switch (auth.kind) {
    case "none":
      return auth;
    case "user":
      return { ...auth, password: each(auth.password, `${at}.password`) };
    case "token":
      return { ...auth, token: each(auth.token, `${at}.token`) };
    case "nkey":
      return { ...auth, seed: each(auth.seed, `${at}.seed`) };
    case "creds":
      return { ...auth, creds: each(auth.creds, `${at}.creds`) };
    case "jwt": {
      const seed = auth.seed === undefined ? undefined : each(auth.seed, `${at}.seed`);
      return { ...auth, jwt: each(auth.jwt, `${at}.jwt`), seed };
    }
  }
}
