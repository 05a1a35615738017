import {
  type Account as AccountClaims,
  createAccount,
  createOperator as createOperatorKey,
  createUser,
  encodeAccount,
  encodeOperator,
  encodeUser,
  fmtCreds,
  type User as UserClaims,
} from "@nats-io/jwt";

/** An operator with a system account `SYS` and an account `APP` that has JetStream. */
export type Operator = {
  /** For the server: operator, accounts and a resolver in memory. */
  config: string;
  accounts: { SYS: OperatorAccount; APP: OperatorAccount };
};

/** An account that lives in signed tokens, not in the server's configuration. */
type OperatorAccount = {
  /** Its public key, which is its name for the server. */
  id: string;
  /** The text of a creds file for a new user. */
  createCreds: (name: string, user?: Partial<UserClaims>) => Promise<string>;
};

// A limit that the token does not name is zero, not "none".
const traffic = {
  ...{ subs: -1, data: -1, payload: -1, conn: -1, leaf: -1 },
  ...{ imports: -1, exports: -1, wildcards: true },
};
const jetstream = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };

/** Makes the keys and tokens of an operator, as `nsc` would. */
export async function createOperator(): Promise<Operator> {
  const key = createOperatorKey();
  const system = await makeAccount("SYS", key, { limits: traffic });
  const app = await makeAccount("APP", key, { limits: { ...traffic, ...jetstream } });
  const claims = { system_account: system.id };
  const token = await encodeOperator("lab", key, claims, { signer: key });
  const config = `
operator: ${token}
system_account: ${system.id}
resolver: MEMORY
resolver_preload: {
  ${system.id}: ${system.token}
  ${app.id}: ${app.token}
}`;
  return { config, accounts: { SYS: system, APP: app } };
}

async function makeAccount(
  name: string,
  operator: ReturnType<typeof createOperatorKey>,
  claims: Partial<AccountClaims>,
): Promise<OperatorAccount & { token: string }> {
  const key = createAccount();
  const token = await encodeAccount(name, key, claims, { signer: operator });
  const createCreds = async (user: string, limits: Partial<UserClaims> = {}): Promise<string> => {
    const userKey = createUser();
    const userToken = await encodeUser(user, userKey, key, limits);
    return new TextDecoder().decode(fmtCreds(userToken, userKey));
  };
  return { id: key.getPublicKey(), token, createCreds };
}
