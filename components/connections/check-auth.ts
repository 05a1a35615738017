import { type AuthDraft, isNothing, type SecretDraft } from "./draft";

/** Larger than any credentials file there is. */
export const maxSecretBytes = 64 * 1024;

type Field = "user" | "password" | "token" | "seed" | "creds" | "jwt";
type Place = "auth" | "system";
type AuthFaults = { [name in `${Place}.${Field}`]?: string | undefined };

/** What is wrong with a credential; of the kind that is chosen, only. */
export function checkAuth(place: Place, auth: AuthDraft): AuthFaults {
  switch (auth.kind) {
    case "none":
      return {};
    case "user":
      return { [`${place}.user`]: auth.user.trim() === "" ? "Give the user's name." : undefined };
    case "token":
      return { [`${place}.token`]: isNothing(auth.token) ? "Give the token." : undefined };
    case "nkey":
      return { [`${place}.seed`]: checkSeed(auth.seed) ?? missing(auth.seed, "Give the seed.") };
    case "creds":
      return { [`${place}.creds`]: checkCreds(auth.creds) };
    case "jwt":
      return { [`${place}.jwt`]: checkJwt(auth.jwt), [`${place}.seed`]: checkSeed(auth.jwtSeed) };
  }
}

function missing(secret: SecretDraft, words: string): string | undefined {
  return isNothing(secret) ? words : undefined;
}

function checkSeed(seed: SecretDraft): string | undefined {
  if (seed.is === "stored" || isNothing(seed)) return undefined;
  // A file may have a frame around it and comments.
  if (/\bSU[A-Z2-7]{56}\b/.test(seed.text)) return undefined;
  if (/\bU[A-Z2-7]{55}\b/.test(seed.text)) {
    return "This is the public key (U…); the server asks for the seed (SU…).";
  }
  return "This is no seed of a user: it has 58 letters and begins with SU.";
}

function checkCreds(creds: SecretDraft): string | undefined {
  if (creds.is === "stored") return undefined;
  if (isNothing(creds)) return "Choose a credentials file, or paste it.";
  if (new Blob([creds.text]).size > maxSecretBytes) return "This is larger than 64 KiB.";
  const hasJwt = creds.text.includes("BEGIN NATS USER JWT");
  const hasSeed = /BEGIN USER NKEY SEED/.test(creds.text);
  if (hasJwt && hasSeed) return undefined;
  if (hasJwt) return "There is a JWT in it and no seed: this is not the whole file.";
  return "This is no credentials file: it holds -----BEGIN NATS USER JWT----- and a seed.";
}

function checkJwt(jwt: SecretDraft): string | undefined {
  if (jwt.is === "stored") return undefined;
  if (isNothing(jwt)) return "Give the user's JWT.";
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(jwt.text.trim())
    ? undefined
    : "This is no JWT: it begins with eyJ and has three parts.";
}
