import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** Where a running server listens. */
export type ServerPorts = {
  client: number;
  websocket?: number;
  monitor?: number;
  cluster?: number;
};

const portsFile = z.object({
  nats: z.array(z.string()).min(1),
  websocket: z.array(z.string()).optional(),
  monitoring: z.array(z.string()).optional(),
  cluster: z.array(z.string()).optional(),
});

/** The ports that a server wrote into its `ports_file_dir`; undefined until it has. */
export async function readPortsFile(dir: string, pid: number): Promise<ServerPorts | undefined> {
  try {
    // The server does not write it in one step, so half a file is "not yet" as well.
    const text = await readFile(join(dir, `nats-server_${pid}.ports`), "utf8");
    return toServerPorts(portsFile.parse(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

function toServerPorts(file: z.infer<typeof portsFile>): ServerPorts | undefined {
  const client = toPort(file.nats);
  if (client === undefined) return undefined;
  const websocket = toPort(file.websocket);
  const monitor = toPort(file.monitoring);
  const cluster = toPort(file.cluster);
  return {
    client,
    ...(websocket === undefined ? {} : { websocket }),
    ...(monitor === undefined ? {} : { monitor }),
    ...(cluster === undefined ? {} : { cluster }),
  };
}

function toPort(urls: string[] | undefined): number | undefined {
  const port = Number(/:(\d+)$/.exec(urls?.[0] ?? "")?.[1]);
  return port > 0 ? port : undefined;
}
