/** Which socket an inbox belongs to, among all sockets of one connection. */
export type InboxClaims = {
  /** True when the inbox is the holder's from now on, or already was. */
  take(token: string, holder: InboxHolder): boolean;
  release(token: string, holder: InboxHolder): void;
};

/** A socket; it says whether it still listens to an inbox. */
export type InboxHolder = { listensTo(token: string): boolean };

/** The claims of one connection's sockets. */
export function createInboxClaims(): InboxClaims {
  const holders = new Map<string, InboxHolder>();
  return {
    take(token, holder) {
      const other = holders.get(token);
      if (other && other !== holder && other.listensTo(token)) return false;
      holders.set(token, holder);
      return true;
    },
    release(token, holder) {
      if (holders.get(token) === holder) holders.delete(token);
    },
  };
}
