import { authenticatorOf } from "@/lib/server/dial/authenticator";
import type { ServerUrl } from "@/lib/server/dial/url";
import type { Machine } from "./machine";
import { findSeed, readSecretText } from "./secret-text";
import { type Setting, type Settings, type Unusable, unusable } from "./settings";
import type { Auth } from "./target";

type Found = { ok: true; auth: Auth } | Unusable;

/**
 * Chooses one way of proving who we are. The nats CLI's order is user, creds, nkey, JWT, token; as in nats.go, user
 * info in a URL goes before user, nkey and token, while a JWT is sent beside it and decides.
 */
export function chooseAuth(settings: Settings, urls: ServerUrl[], machine: Machine): Found {
  const { user, password, creds, nkey, userJwt, token } = settings;
  const fromUrl = authOfUrls(urls);
  if (fromUrl && !creds && !userJwt) return { ok: true, auth: fromUrl };
  if (user) {
    const auth: Auth = { kind: "user", user: user.value, password: password?.value ?? "" };
    return { ok: true, auth };
  }
  if (creds) return readCreds(creds, machine);
  if (nkey) return readNkey(nkey, machine);
  if (userJwt) return readJwt(userJwt, settings.userSeed, machine);
  if (token) return { ok: true, auth: { kind: "token", token: token.value } };
  return { ok: true, auth: { kind: "none" } };
}

function authOfUrls(urls: ServerUrl[]): Auth | undefined {
  const found = urls.find(({ user }) => user !== undefined);
  if (found?.user === undefined) return undefined;
  if (found.password === undefined) return { kind: "token", token: found.user };
  return { kind: "user", user: found.user, password: found.password };
}

function readCreds(setting: Setting, machine: Machine): Found {
  const file = readSecretText(setting, machine);
  if (!file.ok) return file;
  return checked({ kind: "creds", creds: file.text }, setting, "credentials (a JWT and a seed)");
}

function readNkey(setting: Setting, machine: Machine): Found {
  const file = readSecretText(setting, machine);
  if (!file.ok) return file;
  const seed = findSeed(file.text) ?? "";
  return checked({ kind: "nkey", seed }, setting, "an nkey seed (SU…)");
}

function readJwt(setting: Setting, seedSetting: Setting | undefined, machine: Machine): Found {
  const jwt = readSecretText(setting, machine);
  if (!jwt.ok) return jwt;
  const plain = { kind: "jwt" as const, jwt: jwt.text.trim() };
  if (!seedSetting) return checked(plain, setting, "a user JWT");
  const file = readSecretText(seedSetting, machine);
  if (!file.ok) return file;
  const seed = findSeed(file.text) ?? "";
  return checked({ ...plain, seed }, seedSetting, "an nkey seed (SU…)");
}

/** Lets the credentials sign once: better now than at every attempt to connect. */
function checked(auth: Auth, { from }: Setting, expected: string): Found {
  const unreadable = unusable(`${from} does not hold ${expected}`, "check which file it names");
  if (auth.kind === "nkey" && auth.seed === "") return unreadable;
  if (auth.kind === "jwt" && auth.seed === "") return unreadable;
  try {
    authenticatorOf(auth)("nonce");
    return { ok: true, auth };
  } catch {
    return unreadable;
  }
}
