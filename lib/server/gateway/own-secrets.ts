import type { Auth } from "@/lib/server/connections/target";
import { readUserToken } from "@/lib/server/doctor/user-token";
import { compareVersions } from "@/lib/server/embedded/version";

/** Where a server tells the connection's own credentials, which no page is to hear (T18). */
export type OwnSecrets = {
  /** Nobody asks these, whatever the role. */
  deny: readonly string[];
  /** What comes on these subjects is kept back. */
  hidden: readonly string[];
  /** The list of connections tells them, where it is asked for `auth`. */
  inConnz: boolean;
};

/** What a server tells nobody. */
export const noOwnSecrets: OwnSecrets = { deny: [], hidden: [], inConnz: false };

/** What a server of this version tells of these credentials. A name is no secret, nor is a JWT that takes a seed. */
export function ownSecretsOf(auth: Auth, version: string): OwnSecrets {
  if (auth.kind === "token") {
    // In a cluster another server answers too, which may be older.
    const inConnz = true;
    return compareVersions(version, redactsTokens) >= 0
      ? { ...noOwnSecrets, inConnz }
      : { deny: ["$SYS.REQ.USER.INFO"], hidden: clientInfo, inConnz };
  }
  if (!readUserToken(auth)?.isBearer) return noOwnSecrets;
  return { deny: [], hidden: clientInfo, inConnz: true };
}

/** Servers before it give a login's token as the name of its user. */
const redactsTokens = "2.11.2";

/** Where servers say who a client is: with the user's name, and the JWT. */
const clientInfo = [
  "$JS.EVENT.ADVISORY.API",
  "$JS.EVENT.ADVISORY.API.>",
  "$SYS.REQ.>",
  "$SYS.ACCOUNT.*.CONNECT",
  "$SYS.ACCOUNT.*.DISCONNECT",
  "$SYS.ACCOUNT.CLIENT.AUTH.ERR",
  "$SYS.SERVER.*.CLIENT.AUTH.ERR",
];
