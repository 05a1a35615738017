import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import { type RoleName, roleNames } from "@/lib/model/role";
import type { HistorySettings } from "@/lib/server/history/settings";
import { historyVariables, readHistorySettings } from "./history-settings";

/** What the process was told by its environment. */
export type ServerOptions = {
  host: string;
  port: number;
  demo: boolean;
  /** Whether the console may run a NATS server of its own where no connection is configured. */
  embedded: boolean;
  dataDir: string;
  cacheDir: string;
  development: boolean;
  /** What everybody may do who reaches the console, until there is a login. */
  role: RoleName;
  /** How many sockets browsers may hold open, in all and from one address; the gateway's own bounds when not given. */
  gatewayLimits: { sockets?: number; socketsOfAddress?: number };
  /** What was said of the history; the configuration file has a word where it was not. */
  history: Partial<HistorySettings>;
  /** True when `npm start` holds the data folder's lock for this process. */
  lockHeld: boolean;
};

const socketCount = z.coerce.number().int().min(1).max(65_535).optional();

const schema = z.object({
  NATSIGHT_HOST: z.string().default("127.0.0.1"),
  NATSIGHT_PORT: z.coerce.number().int().min(0).max(65_535).default(3222),
  NATSIGHT_DEMO: z.enum(["0", "1"]).default("1"),
  NATSIGHT_EMBEDDED: z.enum(["0", "1"]).default("1"),
  NATSIGHT_DATA: z.string().default(".natsight"),
  NATSIGHT_CACHE: z.string().optional(),
  NATSIGHT_DEV: z.enum(["0", "1"]).default("0"),
  NATSIGHT_ROLE: z.enum(roleNames).default("admin"),
  NATSIGHT_GATEWAY_SOCKETS: socketCount,
  NATSIGHT_GATEWAY_SOCKETS_PER_ADDRESS: socketCount,
  [historyVariables.enabled]: z.enum(["0", "1"]).optional(),
  [historyVariables.maxBytes]: z.string().optional(),
  [historyVariables.fine]: z.string().optional(),
  [historyVariables.minute]: z.string().optional(),
  [historyVariables.quarter]: z.string().optional(),
  NATSIGHT_LOCK_HELD: z.enum(["0", "1"]).default("0"),
});

/** Reads the options; says in words what is wrong with one. */
export function parseOptions(
  env: Record<string, string | undefined>,
): { ok: true; options: ServerOptions } | { ok: false; why: string; whatToDo: string } {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const why = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return { ok: false, why: why.join("\n"), whatToDo: "mend or unset that variable." };
  }
  const value = parsed.data;
  if (!isLoopback(value.NATSIGHT_HOST)) {
    return {
      ok: false,
      why: `${value.NATSIGHT_HOST} is no loopback address, and there is no login yet: whoever reached this port would be admin.`,
      whatToDo:
        "leave --host out, and reach a remote console by a tunnel: ssh -L 3222:127.0.0.1:3222 HOST",
    };
  }
  const history = readHistorySettings(historyOf(value));
  if (history.faults.length > 0) {
    const why = history.faults.map(({ field, why: said }) => `${historyVariables[field]}: ${said}`);
    const whatToDo = history.faults[0]?.what ?? "";
    return { ok: false, why: why.join("\n"), whatToDo: `${whatToDo}, or unset that variable.` };
  }
  const dataDir = resolve(value.NATSIGHT_DATA);
  const {
    NATSIGHT_GATEWAY_SOCKETS: sockets,
    NATSIGHT_GATEWAY_SOCKETS_PER_ADDRESS: socketsOfAddress,
  } = value;
  return {
    ok: true,
    options: {
      host: value.NATSIGHT_HOST,
      port: value.NATSIGHT_PORT,
      demo: value.NATSIGHT_DEMO === "1",
      embedded: value.NATSIGHT_EMBEDDED === "1",
      dataDir,
      cacheDir: value.NATSIGHT_CACHE ? resolve(value.NATSIGHT_CACHE) : resolve(dataDir, "cache"),
      development: value.NATSIGHT_DEV === "1",
      role: value.NATSIGHT_ROLE,
      gatewayLimits: {
        ...(sockets === undefined ? {} : { sockets }),
        ...(socketsOfAddress === undefined ? {} : { socketsOfAddress }),
      },
      history: history.settings,
      lockHeld: value.NATSIGHT_LOCK_HELD === "1",
    },
  };
}

function historyOf(value: z.infer<typeof schema>) {
  const { enabled, ...names } = historyVariables;
  const texts = Object.entries(names).flatMap(([field, name]) => {
    const text = value[name];
    return text === undefined ? [] : [[field, text] as const];
  });
  const switched = value[enabled];
  return {
    ...(switched === undefined ? {} : { enabled: switched === "1" }),
    ...Object.fromEntries(texts),
  };
}

/** Whether only this machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
