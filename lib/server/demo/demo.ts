import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { type Buckets, fillBuckets, flagsMirror, openBuckets, stockCatalogue } from "./buckets";
import { consumers } from "./consumers";
import { startDepartments } from "./departments";
import { startCameras } from "./dock-cameras";
import { ensureConsumer, ensureStream, listStreamNames } from "./ensure";
import { featuresOf } from "./features";
import { findPosition, preload } from "./history";
import { openStores, type Stores, stockStores } from "./objects";
import { type Office, openOffice } from "./office";
import { printLabels } from "./print-labels";
import { startProduction } from "./production";
import { type Report, type Schedule, schedule } from "./schedule";
import { runService } from "./service";
import { servicesOf } from "./services";
import { streams } from "./streams";

/** How the demo reaches NATS, and how it differs from the one that everybody sees. */
export type DemoOptions = {
  /** Opens a connection under a name. It must reconnect for ever. The demo closes it. */
  connect: (name: string) => Promise<NatsConnection>;
  /** Another seed is another company with the same habits. */
  seed?: number;
  clock?: () => number;
  /** Hears of what went wrong without stopping the demo. */
  report?: Report;
  /** Multiplies the rates and shortens the waves, for tests. */
  speed?: number;
};

/** The demo at work. What it has made stays in NATS when it is stopped. */
export type Demo = { stop(): Promise<void> };

/** How long a start waits for the history before it lets it go on behind. */
const historyWaitMs = 1_000;

/**
 * Brings a small company to life: its streams, consumers, buckets, objects, services and traffic.
 * It takes up what an earlier run has left, however that ended.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { connect, seed = 7, clock = Date.now, report = () => {}, speed = 1 } = options;
  const timers = schedule(report);
  const office = await openOffice(connect, timers);
  const stop = async () => {
    timers.stop();
    await office.close();
  };
  try {
    await run(office, timers, { seed, clock, report, speed });
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

type Settings = { seed: number; clock: () => number; report: Report; speed: number };

async function run(office: Office, timers: Schedule, settings: Settings): Promise<void> {
  const { seed, clock, speed } = settings;
  const backOffice = office.line("back-office");
  const { connection } = backOffice;
  const manager = await jetstreamManager(connection);
  const { buckets, stores } = await ensureAssets(connection, manager, settings);
  backOffice.onReconnect(() =>
    // What lay in memory is gone with the server, and a data folder may have been emptied.
    timers.insist("take up after reconnect", () => ensureAssets(connection, manager, settings)),
  );

  const startMs = clock();
  const elapsedMs = () => clock() - startMs;
  let poisonSeenMs = startMs;
  const onPoison = () => {
    poisonSeenMs = clock();
  };
  startServices(office, timers, seed);
  const line = office.line("orders-api");
  const sendHistory = async () => {
    const from = await findPosition(manager);
    const position = await preload({ line, buckets, timers, seed, nowMs: startMs }, from);
    startProduction({
      office,
      timers,
      buckets,
      seed,
      speed,
      clock,
      elapsedMs,
      from: position,
      poisonSeenMs: () => poisonSeenMs,
    });
    // Only now, because so much would hold up the history.
    timers.insist("stock buckets and object stores", async () => {
      await printLabels(buckets, timers, seed);
      await stockCatalogue(buckets, seed);
      await stockStores(stores, seed);
    });
  };
  const history = new Promise<void>((resolve) =>
    timers.insist("send history", () => sendHistory().then(resolve)),
  );
  startDepartments({ office, timers, seed, speed, elapsedMs, onPoison });
  startCameras({ line: backOffice, stores, timers, seed, speed, clock });
  const waited = new Promise<void>((resolve) => timers.after("wait", historyWaitMs, resolve));
  await Promise.race([history, waited]);
}

async function ensureAssets(
  connection: NatsConnection,
  manager: JetStreamManager,
  { seed, report }: Settings,
): Promise<{ buckets: Buckets; stores: Stores }> {
  const features = featuresOf(connection.info?.version ?? "");
  // One after the other: ORDERS_EU draws from ORDERS.
  const present = await listStreamNames(manager);
  for (const stream of streams) await ensureStream(manager, stream, present, features, report);
  await Promise.all(
    consumers.map((consumer) => ensureConsumer(manager, consumer, present, features, report)),
  );
  const [buckets, stores] = await Promise.all([
    openBuckets(connection, manager, features),
    openStores(connection, manager, present, features),
  ]);
  await ensureStream(manager, flagsMirror, present, features, report);
  await fillBuckets(buckets, seed);
  return { buckets, stores };
}

function startServices(office: Office, timers: Schedule, seed: number): void {
  const { inventory, pricing, shipping } = servicesOf(seed);
  const run = (program: Parameters<Office["line"]>[0], definition: typeof inventory) =>
    runService(office.line(program).connection, timers, definition);
  run("inventory-1", inventory);
  run("inventory-2", inventory);
  run("pricing-1", pricing);
  run("shipping-quotes-1", shipping);
}
