import type { Closed } from "./pace";

/** Why a socket was closed, without the moment to come back that is for the link alone. */
export function describeClose({ reason }: Closed): string {
  const [words = "", hint] = reason.split(/(; come back in \d+(?:\.\d+)? s\.)$/);
  if (words === "") return "The connection was lost.";
  return hint === undefined ? words : `${words}.`;
}

/** True for the words with which a server turns a user away; "authentication timeout" is only slow. */
export function isAuthRefusal(said: string): boolean {
  return /authorization violation|authentication (expired|revoked)|credentials (expired|revoked)/i.test(
    said,
  );
}
