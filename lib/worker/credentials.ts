import type { Authenticator } from "@nats-io/nats-core";
import type { Credentials } from "@/lib/model/credentials";
import { authenticatorOf } from "@/lib/nats/authenticator";
import { loadKeys } from "./late-keys";

/** What answers the server's nonce, or why these credentials can't. */
export async function readCredentials(
  credentials: Credentials,
): Promise<{ ok: true; authenticator: Authenticator } | { ok: false; why: string }> {
  try {
    if (signs.has(credentials.kind)) await loadKeys();
  } catch {
    return { ok: false, why: "What signs with a seed could not be fetched from the console." };
  }
  try {
    const authenticator = authenticatorOf(credentials);
    // It reads its keys only when it has to sign something.
    authenticator("nonce");
    return { ok: true, authenticator };
  } catch {
    return { ok: false, why: unreadable[credentials.kind] };
  }
}

const signs = new Set<Credentials["kind"]>(["nkey", "creds", "jwt"]);

const unreadable: Record<Credentials["kind"], string> = {
  none: "",
  user: "The user can't be read.",
  token: "The token can't be read.",
  nkey: "This is no seed of a user: one begins with SU and has 58 letters.",
  creds: "These are no credentials: a .creds file holds a JWT and a seed, each between its lines.",
  jwt: "The seed of this JWT can't be read: one begins with SU and has 58 letters.",
};
