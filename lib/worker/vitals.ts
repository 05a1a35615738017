import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { longestStepMs, overviewPoints } from "@/lib/live/limits";
import { createMeter, type Meter } from "@/lib/live/meter";
import type { FlowCounters } from "@/lib/model/flow";
import type { StreamSummary } from "@/lib/model/streams";
import { getAccount, getJetStream } from "@/lib/nats/account";
import { getServer } from "@/lib/nats/server";
import { listStreams } from "@/lib/nats/streams";
import type { FlowRates, StreamRow, Vitals } from "./protocol";

/** Reads beat by beat; a gap is said to it where beats were missed. */
export type VitalsReader = { read(): Promise<Vitals>; gap(): void };

/** Reads the overview's figures and keeps the rates of the last five minutes. */
export function createVitals(nc: NatsConnection): VitalsReader {
  let flow = createFlow("account");
  const streamMeters = new Map<string, Meter>();

  return {
    async read() {
      // First and alone: beside a large list it would measure that.
      const rttMs = await measureRtt(nc);
      const [server, account, jetstream, streams] = await Promise.all([
        getServer(nc),
        getAccount(nc),
        getJetStream(nc),
        listStreams(nc),
      ]);
      const of = server.ok ? "server" : "account";
      if (flow.of !== of) flow = createFlow(of);
      if (server.ok) flow.add(server.value, server.value.id);
      else if (account.ok) flow.add(account.value, account.value.servers.join());
      return {
        readMs: Date.now(),
        // It may fall silent behind its pong: four failures are no figures to show in the place of the last ones.
        rttMs: isSilent([server, account, jetstream, streams]) ? undefined : rttMs,
        server,
        account,
        jetstream,
        streams: streams.ok ? { ok: true, value: withRates(streams.value, streamMeters) } : streams,
        flow: flow.rates(),
      };
    },
    gap() {
      flow.gap();
      for (const meter of streamMeters.values()) meter.gap();
    },
  };
}

function isSilent(readings: Reading<unknown>[]): boolean {
  const isLate = (reading: Reading<unknown>) => !reading.ok && reading.error.kind === "timeout";
  return readings.some(isLate) && readings.every(({ ok }) => !ok);
}

const rttWithinMs = 3_000;

/** A frozen server answers no ping, and the figures must not wait for it. */
async function measureRtt(nc: NatsConnection): Promise<number | undefined> {
  const late = new Promise<undefined>((settle) => {
    setTimeout(() => settle(undefined), rttWithinMs);
  });
  return Promise.race([nc.rtt(), late]);
}

/** A stream's last sequence counts what was stored in it, also what was deleted since. */
function withRates(streams: StreamSummary[], meters: Map<string, Meter>): StreamRow[] {
  const names = new Set(streams.map(({ name }) => name));
  for (const name of meters.keys()) if (!names.has(name)) meters.delete(name);
  return streams.map((stream) => {
    const meter = meters.get(stream.name) ?? createMeter(overviewPoints, longestStepMs);
    meters.set(stream.name, meter);
    meter.add(stream.atMs ?? Date.now(), stream.lastSequence);
    return { ...stream, inRate: meter.points() };
  });
}

function createFlow(of: FlowRates["of"]) {
  const meters = {
    inMessages: createMeter(overviewPoints, longestStepMs),
    outMessages: createMeter(overviewPoints, longestStepMs),
    inBytes: createMeter(overviewPoints, longestStepMs),
    outBytes: createMeter(overviewPoints, longestStepMs),
  };
  let last = "";
  return {
    of,
    /** Counters of another server, or of other servers together, go on from nowhere. */
    add(counters: FlowCounters, source: string) {
      if (source !== last) this.gap();
      last = source;
      meters.inMessages.add(counters.atMs, counters.inMessages);
      meters.outMessages.add(counters.atMs, counters.outMessages);
      meters.inBytes.add(counters.atMs, counters.inBytes);
      meters.outBytes.add(counters.atMs, counters.outBytes);
    },
    gap() {
      for (const meter of Object.values(meters)) meter.gap();
    },
    rates: (): FlowRates => ({
      of,
      inMessages: meters.inMessages.points(),
      outMessages: meters.outMessages.points(),
      inBytes: meters.inBytes.points(),
      outBytes: meters.outBytes.points(),
    }),
  };
}
