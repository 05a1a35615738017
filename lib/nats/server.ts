import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { ServerFigures } from "@/lib/model/server";
import { ask } from "./request";
import { counter, time } from "./wire";

const varz = z.object({
  data: z.object({
    server_id: z.string(),
    server_name: z.string(),
    version: z.string(),
    start: time,
    now: time,
    cpu: z.number(),
    cores: z.number(),
    mem: counter,
    connections: z.number(),
    subscriptions: z.number(),
    slow_consumers: counter,
    in_msgs: counter,
    out_msgs: counter,
    in_bytes: counter,
    out_bytes: counter,
  }),
});

/**
 * The figures of the server that this connection is on. The answer is for the system account, or for
 * one that imports `$SYS.REQ.SERVER.PING.*` from it; others get "nobody answers".
 */
export async function getServer(nc: NatsConnection): Promise<Reading<ServerFigures>> {
  const answer = await ask(
    nc,
    {
      what: "The server's figures",
      subject: "$SYS.REQ.SERVER.PING.VARZ",
      body: { server_name: nc.info?.server_name, exact_match: true },
    },
    varz,
  );
  if (!answer.ok) return answer;
  const { data } = answer.value;
  const atMs = data.now ?? Date.now();
  return {
    ok: true,
    value: {
      id: data.server_id,
      name: data.server_name,
      version: data.version,
      atMs,
      startedMs: data.start ?? atMs,
      cpuPercent: data.cpu,
      cores: data.cores,
      memoryBytes: data.mem,
      connections: data.connections,
      subscriptions: data.subscriptions,
      slowConsumers: data.slow_consumers,
      inMessages: data.in_msgs,
      outMessages: data.out_msgs,
      inBytes: data.in_bytes,
      outBytes: data.out_bytes,
    },
  };
}
