import { authenticatorOf } from "@/lib/nats/authenticator";
import type { ServerUrl } from "@/lib/server/dial/url";
import type { Machine } from "./machine";
import { findSeed, readSecretText, readWord } from "./secret-text";
import { type AuthFields, type Setting, type Unusable, unusableSetting } from "./settings";
import { type Auth, hiddenAuth } from "./target";

/** A way of proving who we are that can be used, or why not. */
export type FoundAuth = { ok: true; auth: Auth } | Unusable;

/**
 * Chooses one way of proving who we are. The nats CLI's order is user, creds, nkey, JWT, token; as in nats.go, user
 * info in a URL goes before user, nkey and token, while a JWT is sent beside it and decides.
 */
export function chooseAuth(settings: AuthFields, urls: ServerUrl[], machine: Machine): FoundAuth {
  const { user, creds, nkey, userJwt, token } = settings;
  const fromUrl = authOfUrls(urls);
  if (fromUrl && !creds && !userJwt) return found(fromUrl);
  if (user) return readUser(user, settings.password, machine);
  if (creds) return readCreds(creds, machine);
  if (nkey) return readNkey(nkey, machine);
  if (userJwt) return readJwt(userJwt, settings.userSeed, machine);
  if (token) return readToken(token, machine);
  return found({ kind: "none" });
}

/** Who the user info of the addresses says we are. */
export function authOfUrls(urls: ServerUrl[]): Auth | undefined {
  const named = urls.find(({ user }) => user !== undefined);
  if (named?.user === undefined) return undefined;
  if (named.password === undefined) return { kind: "token", token: named.user };
  return { kind: "user", user: named.user, password: named.password };
}

/** Lets credentials sign once: better now than at every attempt to connect. `from` names where each part came from. */
export function provenAuth(
  auth: Auth,
  from: { seed: string; jwt: string; creds: string },
): FoundAuth {
  switch (auth.kind) {
    case "creds":
      return proven(auth, from.creds, "credentials (a JWT and a seed)");
    case "nkey":
      return withSeed({ ...auth, seed: findSeed(auth.seed) ?? "" }, from.seed);
    case "jwt":
      if (!isJwt(auth.jwt)) return unreadable(from.jwt, "a user JWT");
      if (auth.seed === undefined) return proven(auth, from.jwt, "a user JWT");
      return withSeed({ ...auth, seed: findSeed(auth.seed) ?? "" }, from.seed);
    default:
      return found(auth);
  }
}

function found(auth: Auth): FoundAuth {
  return { ok: true, auth: hiddenAuth(auth) };
}

function readUser(user: Setting, setting: Setting | undefined, machine: Machine): FoundAuth {
  const password = setting && readWord(setting, machine);
  if (password && !password.ok) return password;
  return found({ kind: "user", user: user.value, password: password?.text ?? "" });
}

function readToken(setting: Setting, machine: Machine): FoundAuth {
  const token = readWord(setting, machine);
  return token.ok ? found({ kind: "token", token: token.text }) : token;
}

function readCreds(setting: Setting, machine: Machine): FoundAuth {
  const file = readSecretText(setting, machine);
  return file.ok ? provenAuth({ kind: "creds", creds: file.text }, fromAll(setting)) : file;
}

function readNkey(setting: Setting, machine: Machine): FoundAuth {
  const file = readSecretText(setting, machine);
  return file.ok ? provenAuth({ kind: "nkey", seed: file.text }, fromAll(setting)) : file;
}

function readJwt(setting: Setting, seedSetting: Setting | undefined, machine: Machine): FoundAuth {
  const jwt = readSecretText(setting, machine);
  if (!jwt.ok) return jwt;
  const plain: Auth = { kind: "jwt", jwt: jwt.text.trim() };
  if (!seedSetting) return provenAuth(plain, fromAll(setting));
  const file = readSecretText(seedSetting, machine);
  if (!file.ok) return file;
  return provenAuth({ ...plain, seed: file.text }, { ...fromAll(setting), seed: seedSetting.from });
}

function fromAll({ from }: Setting) {
  return { seed: from, jwt: from, creds: from };
}

function withSeed(auth: Auth & { seed: string }, from: string): FoundAuth {
  const expected = "an nkey seed (SU…)";
  return auth.seed === "" ? unreadable(from, expected) : proven(auth, from, expected);
}

/** nats.js sends whatever it is given. */
function isJwt(text: string): boolean {
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

function proven(auth: Auth, from: string, expected: string): FoundAuth {
  try {
    authenticatorOf(auth)("nonce");
    return found(auth);
  } catch {
    return unreadable(from, expected);
  }
}

function unreadable(from: string, expected: string): Unusable {
  return unusableSetting(from, `does not hold ${expected}`, "check what it names");
}
