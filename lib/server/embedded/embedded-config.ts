import { join } from "node:path";

/** What the console's own server is told; the ports are chosen before, so that they can stay the same. */
export type EmbeddedConfig = {
  name: string;
  dir: string;
  ports: EmbeddedPorts;
};

/** The loopback ports of the console's own server. */
export type EmbeddedPorts = { client: number; websocket: number; monitor: number };

const host = "127.0.0.1";

// Not a wildcard: every account may ask CONNZ anyway, and with both each server would answer twice.
// PROFILEZ and what changes a server are left out.
const visible =
  "VARZ STATSZ HEALTHZ JSZ IDZ ACCOUNTZ SUBSZ ROUTEZ GATEWAYZ LEAFZ IPQUEUESZ RAFTZ EXPVARZ"
    .split(" ")
    .map((name) => `$SYS.REQ.SERVER.PING.${name}`);

/** The log file that the server is told to write. */
export function logFileIn(dir: string): string {
  return join(dir, "nats-server.log");
}

/**
 * One account for everything, which sees the server's own figures as well, so that the ordinary connection
 * is enough; nobody can log in to the system account. Whoever reaches loopback needs no credentials.
 */
export function embeddedConfig({ name, dir, ports }: EmbeddedConfig): string {
  const exports = visible.map((subject) => `{ service: "${subject}", response_type: stream }`);
  const imports = visible.map((subject) => `{ service: { account: SYS, subject: "${subject}" } }`);
  // A browser sends an Origin and only this server's own address is allowed, where no page is served.
  // Not `same_origin`: a foreign name that resolves to 127.0.0.1 is the same origin to it. Programs send none.
  const origin = `http://${host}:${ports.websocket}`;
  return `
server_name: ${JSON.stringify(name)}
host: "${host}"
port: ${ports.client}
http: "${host}:${ports.monitor}"
log_file: ${JSON.stringify(logFileIn(dir))}
logfile_size_limit: 8MB
logfile_max_num: 3
jetstream {
  store_dir: ${JSON.stringify(dir)}
}
websocket {
  host: "${host}"
  port: ${ports.websocket}
  no_tls: true
  compression: true
  allowed_origins: ["${origin}"]
}
accounts {
  SYS {
    exports: [
      ${exports.join("\n      ")}
    ]
  }
  APP {
    jetstream: enabled
    users: [{ user: "local", password: "" }]
    imports: [
      ${imports.join("\n      ")}
    ]
  }
}
system_account: SYS
no_auth_user: "local"
`;
}
