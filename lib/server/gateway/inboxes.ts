/** Which socket an inbox belongs to, among all sockets of one connection. */
export type InboxClaims = {
  /** True when the inbox is the holder's from now on, or already was. */
  take(token: string, holder: InboxHolder): boolean;
  release(token: string, holder: InboxHolder): void;
  /** A browser hears of this inbox from the server: where it is none of ours, it is that of another program. */
  tell(token: string): void;
};

/** A socket; it says whether it still listens to an inbox. */
export type InboxHolder = {
  listensTo(token: string): boolean;
  /** Who may have consumers that deliver also gets at those of an earlier run. */
  takesForeign: boolean;
};

/** Far more than programs have; the oldest are forgotten. */
const mostRemembered = 100_000;

/** The claims of one connection's sockets. */
export function createInboxClaims(): InboxClaims {
  const holders = new Map<string, InboxHolder>();
  /** A page that comes back listens where it did before. */
  const former = new Set<string>();
  const foreign = new Set<string>();
  return {
    take(token, holder) {
      const other = holders.get(token);
      if (other === holder) return true;
      if (other?.listensTo(token) || (foreign.has(token) && !holder.takesForeign)) return false;
      holders.set(token, holder);
      return true;
    },
    release(token, holder) {
      if (holders.get(token) !== holder) return;
      holders.delete(token);
      remember(former, token);
    },
    tell(token) {
      if (!holders.has(token) && !former.has(token)) remember(foreign, token);
    },
  };
}

function remember(tokens: Set<string>, token: string): void {
  tokens.add(token);
  if (tokens.size <= mostRemembered) return;
  const [oldest = ""] = tokens;
  tokens.delete(oldest);
}
