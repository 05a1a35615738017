/** The call of JetStream's API that a subject is, by the connection's prefix or by the server's own names. */
export function apiCallOf(subject: string, apiPrefix: string): string | undefined {
  const call = behindPrefix(subject, apiPrefix);
  return call?.startsWith("$") ? undefined : call;
}

/** True for what is the server's own: owners' lists of subjects to publish to do not reach there. */
export function isReserved(subject: string, apiPrefix: string): boolean {
  const call = behindPrefix(subject, apiPrefix);
  // Through a domain's prefix the buckets are written as well.
  if (call !== undefined) return !call.startsWith("$");
  return subject.startsWith("$JS.") || subject.startsWith("$SYS.");
}

function behindPrefix(subject: string, apiPrefix: string): string | undefined {
  if (subject.startsWith(`${apiPrefix}.`)) return subject.slice(apiPrefix.length + 1);
  return /^\$JS\.(?:[^.]+\.)?API\.(.*)$/s.exec(subject)?.[1];
}
