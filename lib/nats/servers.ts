import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { gather, type Heard } from "./gather";
import { type Healthz, healthz, type Jsz, jsz, type Varz, varz } from "./servers-wire";

/** What servers answered in one go, each part by its own. */
export type ServerAnswers = {
  varz: Reading<Heard<Varz>[]>;
  /** Undefined where it was not asked. */
  jsz: Reading<Heard<Jsz>[]> | undefined;
  /** By the server's id; undefined where it was not asked. */
  health: Reading<{ id: string; value: Healthz }[]> | undefined;
};

/** Whom an answer is expected of, and what is asked. */
export type ServersAsked = {
  expected: number;
  isExact: boolean;
  /** Some may be there of whom nothing is known yet. */
  isSearch: boolean;
  withStored: boolean;
  /** An unwell server writes a warning into its log at each check: it is not asked at every beat. */
  withHealth: boolean;
  nowMs: () => number;
};

/**
 * Asks all servers for their figures, over a connection to the system account or to one that imports
 * `$SYS.REQ.SERVER.PING.*` from it; others get "nobody answers".
 */
export async function askServers(nc: NatsConnection, asked: ServersAsked): Promise<ServerAnswers> {
  const { withHealth, withStored, nowMs, ...servers } = asked;
  const ask = <T>(endpoint: string, what: string, schema: z.ZodType<T>) => {
    const subject = `$SYS.REQ.SERVER.PING.${endpoint}`;
    return gather(nc, { what, subject, ...servers }, schema, nowMs);
  };
  const [figures, stored, health] = await Promise.all([
    ask("VARZ", "The servers' figures", enveloped(varz)),
    withStored ? ask("JSZ", "What the servers store", enveloped(jsz)) : undefined,
    withHealth ? ask("HEALTHZ", "The servers' health", envelopedHealth) : undefined,
  ]);
  return {
    varz: figures,
    jsz: stored,
    health: health && mapReading(health, (all) => all.map(({ value }) => value)),
  };
}

function mapReading<A, B>(reading: Reading<A>, map: (value: A) => B): Reading<B> {
  return reading.ok ? { ok: true, value: map(reading.value) } : reading;
}

function enveloped<T>(schema: z.ZodType<T>) {
  return z.object({ data: schema }).transform(({ data }) => data);
}

const envelopedHealth = z
  .object({ server: z.object({ id: z.string() }), data: healthz })
  .transform(({ server, data }) => ({ id: server.id, value: data }));
