import {
  type Authenticator,
  credsAuthenticator,
  jwtAuthenticator,
  nkeyAuthenticator,
  tokenAuthenticator,
  usernamePasswordAuthenticator,
} from "@nats-io/nats-core";
import type { Credentials } from "@/lib/model/credentials";

/** Answers a server's nonce with what CONNECT has to carry; what it makes throws where credentials can't be read. */
export function authenticatorOf(credentials: Credentials): Authenticator {
  switch (credentials.kind) {
    case "none":
      return () => undefined;
    case "user":
      return usernamePasswordAuthenticator(credentials.user, credentials.password);
    case "token":
      return tokenAuthenticator(credentials.token);
    case "nkey":
      return nkeyAuthenticator(bytes(credentials.seed.trim()));
    case "creds":
      // It reads whole lines, the last one too.
      return credsAuthenticator(bytes(`${credentials.creds.trim()}\n`));
    case "jwt":
      return credentials.seed
        ? jwtAuthenticator(credentials.jwt.trim(), bytes(credentials.seed.trim()))
        : jwtAuthenticator(credentials.jwt.trim());
  }
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
