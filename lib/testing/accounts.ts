/** What a user may do; what is left out is allowed. */
type Permissions = {
  publish?: Allowance;
  subscribe?: Allowance;
  /** Lets it answer requests for which it may not publish. */
  allowResponses?: boolean;
};

/** Subjects that are allowed, and of these the ones that are not. */
type Allowance = { allow?: string[]; deny?: string[] };

/** Somebody who may log in. */
export type User = { user: string; password: string; permissions?: Permissions };

/** An account with its users; JetStream is on unless told otherwise. */
export type Account = { users: User[]; jetstream?: boolean; config?: string };

/** Users of the one global account. */
export function usersConfig(users: User[]): string {
  return `authorization {\n  users: [\n${users.map(formatUser).join("\n")}\n  ]\n}`;
}

/** Accounts of their own; `system` names the one that is the system account, which can't have JetStream. */
export function accountsConfig(accounts: Record<string, Account>, system?: string): string {
  const blocks = Object.entries(accounts).map(([name, account]) => {
    const jetstream = account.jetstream ?? name !== system;
    const users = account.users.map(formatUser).join("\n");
    return `  ${name} {
    ${jetstream ? "jetstream: enabled" : ""}
    users: [\n${users}\n    ]
    ${account.config ?? ""}
  }`;
  });
  const systemLine = system ? `system_account: ${system}` : "";
  return `accounts {\n${blocks.join("\n")}\n}\n${systemLine}`;
}

function formatUser({ user, password, permissions }: User): string {
  const rights = permissions ? `, permissions: ${formatPermissions(permissions)}` : "";
  return `    { user: ${JSON.stringify(user)}, password: ${JSON.stringify(password)}${rights} }`;
}

function formatPermissions({ publish, subscribe, allowResponses }: Permissions): string {
  const parts = [
    publish ? `publish: ${formatAllowance(publish)}` : "",
    subscribe ? `subscribe: ${formatAllowance(subscribe)}` : "",
    allowResponses ? "allow_responses: true" : "",
  ];
  return `{ ${parts.filter((part) => part !== "").join(", ")} }`;
}

function formatAllowance({ allow, deny }: Allowance): string {
  const parts = [
    allow ? `allow: ${JSON.stringify(allow)}` : "",
    deny ? `deny: ${JSON.stringify(deny)}` : "",
  ];
  return `{ ${parts.filter((part) => part !== "").join(", ")} }`;
}
