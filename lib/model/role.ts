/** What a person may do on a connection, from least to most. */
export const roleNames = ["observer", "reader", "publisher", "operator", "admin"] as const;

/** One of the roles. */
export type RoleName = (typeof roleNames)[number];

/** Subjects in NATS's own syntax; a deny goes before an allow. */
export type Permission = { allow: readonly string[]; deny: readonly string[] };

/** How a connection names the subjects that are not the user's own. */
export type SubjectNames = {
  /** `$JS.API`, or what a domain or an account's import makes of it; no dot at the end. */
  apiPrefix: string;
  /** `_INBOX`, or the prefix that the account asks for; no dot at the end. */
  inboxPrefix: string;
};
