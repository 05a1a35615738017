import {
  type Authenticator,
  credsAuthenticator,
  jwtAuthenticator,
  nkeyAuthenticator,
  tokenAuthenticator,
  usernamePasswordAuthenticator,
} from "@nats-io/nats-core";
import type { Auth } from "@/lib/server/connections/target";

/** Answers a server's nonce with what CONNECT has to carry; throws when the credentials can't be read. */
export function authenticatorOf(auth: Auth): Authenticator {
  switch (auth.kind) {
    case "none":
      return () => undefined;
    case "user":
      return usernamePasswordAuthenticator(auth.user, auth.password);
    case "token":
      return tokenAuthenticator(auth.token);
    case "nkey":
      return nkeyAuthenticator(Buffer.from(auth.seed));
    case "creds":
      return credsAuthenticator(Buffer.from(auth.creds));
    case "jwt":
      return jwtAuthenticator(
        auth.jwt,
        auth.seed === undefined ? undefined : Buffer.from(auth.seed),
      );
  }
}
