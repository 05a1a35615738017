import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { createUser } from "@nats-io/nkeys";
import { usersConfig } from "@/lib/testing/accounts";
import { createAuthority } from "@/lib/testing/certificates";
import { type ConnectAs, connectTo } from "@/lib/testing/connect";
import { createOperator } from "@/lib/testing/operator";
import { type ServerOptions, startServer, type TestServer } from "@/lib/testing/servers";
import { tlsConfig } from "@/lib/testing/tls-config";

type Version = NonNullable<ServerOptions["version"]>;

/** A connection of the configuration file, for a server of its own that holds a stream of its name. */
type AuthCase = { id: string; stream: string; entry: Record<string, unknown> };

/** Servers that ask for every kind of authentication, and the connections that know the answer. */
export type AuthLab = {
  cases: AuthCase[];
  /** What only the servers and the console may know. */
  secrets: string[];
  stop: () => Promise<void>;
};

type Wanted = {
  id: string;
  options: ServerOptions;
  /** How the stream gets there. */
  as?: ConnectAs;
  entry: (server: TestServer) => Record<string, unknown>;
};

/** Starts one server a kind, on one version; `dir` takes the files that the configuration names. */
export async function startAuthLab(version: Version, dir: string): Promise<AuthLab> {
  const servers: TestServer[] = [];
  const cases: AuthCase[] = [];
  const stop = async () => void (await Promise.all(servers.map((server) => server.stop())));
  try {
    const secrets: string[] = [];
    for (const { id, options, as, entry } of await listWanted(version, dir, secrets)) {
      const server = await startServer({ version, ...options });
      servers.push(server);
      const stream = id.toUpperCase();
      const url = server.url.replace("127.0.0.1", "localhost");
      const nc = await connectTo(url, as);
      await (await jetstreamManager(nc)).streams.add({ name: stream, subjects: [`${id}.>`] });
      await nc.close();
      cases.push({ id, stream, entry: { id, label: `By ${id}`, ...entry(server) } });
    }
    return { cases, secrets, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const user = { user: "ada", password: "canary-password" };

async function listWanted(version: Version, dir: string, secrets: string[]): Promise<Wanted[]> {
  const save = (name: string, text: string): string => {
    const file = join(dir, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const token = "canary-token";
  const key = createUser();
  const seed = new TextDecoder().decode(key.getSeed());
  const operator = await createOperator();
  const creds = await operator.accounts.APP.createCreds("ada");
  const jwt = /eyJ[\w.-]+/.exec(creds)?.[0] ?? "";
  const userSeed = /SU[A-Z2-7]{56}/.exec(creds)?.[0] ?? "";
  const authority = createAuthority();
  const client = authority.issue({ usage: "client" });
  const certificate = authority.issue();
  secrets.push(user.password, token, seed, jwt, userSeed, bodyOf(client.key));
  const ca = save("ca.pem", authority.cert);
  const byUser = usersConfig([user]);
  const byCreds = { config: operator.config };
  const asUser: ConnectAs = { auth: { kind: "user", ...user } };
  const asCreds: ConnectAs = { auth: { kind: "creds", creds } };
  const plain = (server: TestServer) => ({ url: server.url });
  const named = (server: TestServer) => server.url.replace("127.0.0.1", "localhost");

  const wanted: Wanted[] = [
    { id: "nobody", options: {}, entry: plain },
    {
      id: "noauthuser",
      options: { config: `${byUser}\nno_auth_user: ada` },
      entry: plain,
    },
    {
      id: "user",
      options: { config: byUser },
      as: asUser,
      entry: (server) => ({ ...plain(server), ...user }),
    },
    {
      id: "token",
      options: { config: `authorization { token: "${token}" }` },
      as: { auth: { kind: "token", token } },
      entry: (server) => ({ ...plain(server), token }),
    },
    {
      id: "nkey",
      options: { config: `authorization { users: [ { nkey: ${key.getPublicKey()} } ] }` },
      as: { auth: { kind: "nkey", seed } },
      entry: (server) => ({ ...plain(server), nkey: save("user.nk", seed) }),
    },
    {
      id: "credsfile",
      options: byCreds,
      as: asCreds,
      entry: (server) => ({ ...plain(server), creds: save("ada.creds", creds) }),
    },
    {
      id: "credsinline",
      options: byCreds,
      as: asCreds,
      entry: (server) => ({ ...plain(server), creds }),
    },
    {
      id: "jwt",
      options: byCreds,
      as: asCreds,
      entry: (server) => ({ ...plain(server), jwt, seed: userSeed }),
    },
    {
      id: "tls",
      options: {
        config: (folder) => `${tlsConfig(folder, { certificate })}\n${byUser}`,
      },
      as: { ...asUser, tls: { ca: authority.cert } },
      entry: (server) => ({
        url: named(server).replace("nats:", "tls:"),
        ...user,
        tls: { ca },
      }),
    },
    {
      id: "clientcert",
      options: {
        config: (folder) => tlsConfig(folder, { certificate, clientAuthority: authority.cert }),
      },
      as: { tls: { ca: authority.cert, ...client } },
      entry: (server) => ({
        url: named(server),
        tls: { ca, cert: save("client.pem", client.cert), key: save("client.key", client.key) },
      }),
    },
    {
      id: "ws",
      options: { websocket: true, config: byUser },
      as: asUser,
      entry: (server) => ({ url: `ws://127.0.0.1:${server.ports.websocket}`, ...user }),
    },
    {
      id: "wss",
      options: {
        config: (folder, { websocket }) =>
          `websocket { host: "127.0.0.1", port: ${websocket}\n${tlsConfig(folder, { certificate })} }\n${byUser}`,
      },
      as: asUser,
      entry: (server) => ({
        url: `wss://localhost:${server.ports.websocket}`,
        ...user,
        tls: { ca },
      }),
    },
    {
      id: "severalurls",
      options: { config: byUser },
      as: asUser,
      entry: (server) => ({ urls: ["nats://127.0.0.1:1", server.url], ...user }),
    },
  ];
  if (version === "2.9") return wanted;
  wanted.push({
    id: "handshakefirst",
    options: {
      handshakeFirst: true,
      config: (folder) => tlsConfig(folder, { certificate, handshakeFirst: true }),
    },
    as: { tls: { ca: authority.cert, handshakeFirst: true } },
    entry: (server) => ({ url: named(server), tls: { ca, handshakeFirst: true } }),
  });
  return wanted;
}

/** A line of a key's body: the words around it stand in many places. */
function bodyOf(pem: string): string {
  return pem.split("\n")[1] ?? "";
}
