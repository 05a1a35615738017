import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { project, run } from "../scripts/run.mjs";
import { until } from "./answers.mjs";
import { median, round } from "./bench.mjs";
import { startConsole } from "./console.mjs";
import { makeFolder, removeFolder } from "./folder.mjs";
import { findNatsServer, startNats } from "./nats.mjs";
import { memoryMib, startProcess } from "./processes.mjs";

/** @typedef {import("./wire.mjs").Way} Way */
/** What both ways lead to, and the process whose memory is weighed. @typedef {{gateway: Way, relay: Way, natsPort: number, consolePid: number}} Lab */
/** One figure of both ways, a round each in turn, so that noise hits both. @typedef {{gateway: number, relay: number, ratio: number}} Pair */

const clients = 100;
const tailing = 20;
const goalRatio = 0.8;
const goalMibPerConnection = 1;

/**
 * Clients that tail through the gateway, against the same through a bare TCP relay; and what a connection
 * costs the console in memory. Judged at 128 B, and 1 KiB must be as good.
 * @type {import("./bench.mjs").Bench}
 */
export function benchGateway({ short, note }) {
  return withLab(note, async (lab) => {
    note("memory");
    const memory = await weigh(lab, short);
    /** @param {number} sizeBytes @returns {Promise<Pair>} */
    const tail = (sizeBytes) =>
      compare(lab, short, (way, times) => {
        note(`tail ${sizeBytes} B through the ${way.by === "tcp" ? "relay" : way.by}`);
        return tailThrough(lab, way, { sizeBytes, ...times });
      });
    const small = await tail(128);
    const figures = { memory, tail128B: small };
    if (short) return judge({ small, figures });
    const large = await tail(1024);
    const tiny = await tail(16);
    const publish128B = await compare(lab, short, (way, times) => {
      note(`publish 128 B through the ${way.by === "tcp" ? "relay" : way.by}`);
      return publishThrough(way, times);
    });
    return judge({
      small,
      large,
      figures: { ...figures, tail1KiB: large, tail16B: tiny, publish128B },
    });
  });
}

/**
 * @param {{small: Pair, large?: Pair, figures: {memory: Record<string, number>} & Record<string, Record<string, number>>}} found
 */
function judge({ small, large = small, figures }) {
  const mibPerConnection = figures.memory.mibPerConnection ?? Number.NaN;
  return {
    value: small.gateway,
    unit: "MB/s",
    floor: small.relay,
    goal: `≥ ${goalRatio} × floor, at 1 KiB too; ≤ ${goalMibPerConnection} MiB a connection`,
    pass:
      small.gateway / small.relay >= goalRatio &&
      large.gateway / large.relay >= goalRatio &&
      mibPerConnection <= goalMibPerConnection,
    more: figures,
  };
}

/**
 * A nats-server, a built console and a bare relay in front of it.
 * @template T
 * @param {(text: string) => void} note @param {(lab: Lab) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLab(note, work) {
  note("starting");
  const nats = await startNats(await findNatsServer());
  const dataDir = makeFolder();
  const relay = startProcess(process.execPath, [
    join(project, "bench", "relay.mjs"),
    String(nats.port),
  ]);
  try {
    const console = await startConsole(dataDir, { natsUrl: nats.url });
    try {
      const ended = () => (relay.hasEnded() ? relay.output() : undefined);
      const read = async () => /relay at (\d+)/.exec(relay.output())?.[1];
      return await work({
        relay: { by: "tcp", port: Number(await until("the relay", read, { ended })) },
        gateway: { by: "gateway", port: Number(new URL(console.url).port) },
        natsPort: nats.port,
        consolePid: console.serverPid,
      });
    } finally {
      await console.stop();
    }
  } finally {
    await relay.stop();
    await nats.stop();
    removeFolder(dataDir);
  }
}

/** @typedef {{warmUpMs: number, measureMs: number}} Times */

/**
 * The medians of both ways, and of the ratios of each round to the one beside it.
 * @param {Lab} lab @param {boolean} short @param {(way: Way, times: Times) => Promise<number>} measure
 * @returns {Promise<Pair>}
 */
async function compare(lab, short, measure) {
  const times = short ? { warmUpMs: 300, measureMs: 700 } : { warmUpMs: 700, measureMs: 2_000 };
  /** @type {{gateway: number, relay: number}[]} */
  const pairs = [];
  for (let index = 0; index < (short ? 1 : 9); index++) {
    const relay = await measure(lab.relay, times);
    pairs.push({ relay, gateway: await measure(lab.gateway, times) });
  }
  return {
    gateway: round(median(pairs.map(({ gateway }) => gateway))),
    relay: round(median(pairs.map(({ relay }) => relay))),
    ratio: Math.round(median(pairs.map(({ gateway, relay }) => gateway / relay)) * 100) / 100,
  };
}

/**
 * @param {Lab} lab @param {Way} way @param {{sizeBytes: number} & Times} job
 * @returns {Promise<number>} MB/s
 */
async function tailThrough({ natsPort }, way, job) {
  const options = { way, natsPort, clients, tailing, ...job };
  return (await runProgram("tailing-clients.mjs", options)).bytesPerSec / 1e6;
}

/** @param {Way} way @param {Times} times @returns {Promise<number>} thousands of messages/s */
async function publishThrough(way, times) {
  const options = { way, clients, sizeBytes: 128, ...times };
  return (await runProgram("publishing-clients.mjs", options)).messagesPerSec / 1e3;
}

/** @param {string} file @param {object} options @returns {Promise<any>} */
async function runProgram(file, options) {
  const args = [join(project, "bench", file), JSON.stringify(options)];
  const { code, tail } = await run(process.execPath, args);
  if (code !== 0) throw new Error(`${file}: ${tail}`);
  return JSON.parse(tail);
}

/**
 * What the console's memory grows by: all clients connected, and the most while some of them tail.
 * The console has just started, so that what a flow needs once is counted as well.
 * @param {Lab} lab @param {boolean} short
 */
async function weigh({ gateway, natsPort, consolePid }, short) {
  const job = { way: gateway, natsPort, clients, sizeBytes: 128, warmUpMs: 0 };
  const before = memoryMib(consolePid);
  const idleMib = await highest({ ...job, tailing: 0, measureMs: 1_500 });
  const tailingMib = await highest({ ...job, tailing, measureMs: short ? 1_500 : 6_000 });
  return {
    startMib: round(before),
    idleMib: round(idleMib),
    tailingMib: round(tailingMib),
    mibPerConnection: round((Math.max(idleMib, tailingMib) - before) / clients),
  };

  /** @param {object} options */
  async function highest(options) {
    let mib = before;
    let runs = true;
    const running = runProgram("tailing-clients.mjs", options).finally(() => {
      runs = false;
    });
    while (runs) {
      mib = Math.max(mib, memoryMib(consolePid));
      await pause(100);
    }
    await running;
    return mib;
  }
}
