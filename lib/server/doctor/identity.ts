import type { NatsConnection } from "@nats-io/nats-core";
import { z } from "zod";
import type { AppError } from "@/lib/errors/app-error";
import { ask } from "@/lib/nats/request";
import { time } from "@/lib/nats/wire";
import type { Auth } from "@/lib/server/connections/target";

const subjects = z.array(z.string()).nullish();
const allowance = z.object({ allow: subjects, deny: subjects }).nullish();
const userInfo = z.object({
  server: z.object({ time: time.optional() }),
  data: z.object({
    user: z.string().default(""),
    account: z.string(),
    account_name: z.string().optional(),
    user_name: z.string().optional(),
    permissions: z.object({ publish: allowance, subscribe: allowance }).nullish(),
  }),
});

const connz = z.object({
  server: z.object({ time: time.optional() }),
  data: z.object({
    connections: z
      .array(
        z.object({
          // Left out for the global account.
          account: z.string().optional(),
          authorized_user: z.string().optional(),
        }),
      )
      .nullish(),
  }),
});

const varz = z.object({
  data: z.object({ system_account: z.string().default("") }),
});

/** Who a connection is for its server, as far as that can be known. */
export type Identity = {
  user: string;
  /** The account's name for the server: in operator mode its public key. */
  account: string;
  /** The name that people gave it, where the server knows one. */
  accountName: string;
  publish: Allowance;
  subscribe: Allowance;
  /** The server's clock when it answered. */
  serverMs: number | undefined;
  /** True where permissions were told, and not only the account. */
  isWhole: boolean;
};

/** What is allowed, and of that what is not; nothing in `allow` means everything. */
export type Allowance = { allow: string[]; deny: string[] };

type Identified = { ok: true; identity: Identity } | { ok: false; error: AppError };

/** Asks a server who we are; before 2.10 it does not tell what we may do. */
export async function identifyUser(
  nats: NatsConnection,
  auth: Auth,
  timeoutMs: number,
): Promise<Identified> {
  const answer = await ask(
    nats,
    { what: "The user", subject: "$SYS.REQ.USER.INFO", timeoutMs },
    userInfo,
  );
  if (answer.ok) {
    const { data, server } = answer.value;
    return {
      ok: true,
      identity: {
        user: hidesToken(auth) ? "" : (data.user_name ?? data.user),
        account: data.account,
        accountName: data.account_name ?? data.account,
        publish: toAllowance(data.permissions?.publish),
        subscribe: toAllowance(data.permissions?.subscribe),
        serverMs: server.time,
        isWhole: true,
      },
    };
  }
  if (answer.error.kind !== "no-responders") return { ok: false, error: answer.error };
  return identifyConnection(nats, auth, timeoutMs);
}

/** What every version tells: of a connection its user and its account. */
async function identifyConnection(
  nats: NatsConnection,
  auth: Auth,
  timeoutMs: number,
): Promise<Identified> {
  const { client_id: cid, server_name } = nats.info ?? {};
  const answer = await ask(
    nats,
    {
      what: "The connection",
      subject: "$SYS.REQ.SERVER.PING.CONNZ",
      body: { cid, auth: true, server_name, exact_match: true },
      timeoutMs,
    },
    connz,
  );
  if (!answer.ok) return answer;
  const { data, server } = answer.value;
  const [own] = data.connections ?? [];
  const account = own?.account ?? "$G";
  const all = { allow: [], deny: [] };
  return {
    ok: true,
    identity: {
      ...{
        user: hidesToken(auth) ? "" : (own?.authorized_user ?? ""),
        account,
        accountName: account,
      },
      ...{ publish: all, subscribe: all },
      serverMs: server.time,
      isWhole: false,
    },
  };
}

/** What a connection sees of the servers: as the system account, by an import from it, or nothing. */
export type ServerView = "system" | "imported" | "none";

/** Asks for the figures of a server, which the system account alone gets, or whoever imports them from it. */
export async function seeServers(
  nats: NatsConnection,
  account: string | undefined,
  timeoutMs: number,
): Promise<ServerView> {
  const answer = await ask(
    nats,
    {
      what: "The server's figures",
      subject: "$SYS.REQ.SERVER.PING.VARZ",
      body: { server_name: nats.info?.server_name, exact_match: true },
      timeoutMs,
    },
    varz,
  );
  const { acc_is_sys: isSystem } = (nats.info ?? {}) as { acc_is_sys?: boolean };
  if (isSystem) return "system";
  if (!answer.ok) return "none";
  return answer.value.data.system_account === account ? "system" : "imported";
}

/** Servers before 2.11.2 give the token itself as the user's name. */
function hidesToken({ kind }: Auth): boolean {
  return kind === "token";
}

function toAllowance(found: z.infer<typeof allowance>): Allowance {
  return { allow: found?.allow ?? [], deny: found?.deny ?? [] };
}
