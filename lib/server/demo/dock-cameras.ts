import { warehouses } from "./company";
import type { Line } from "./line";
import { replacePicture, type Stores } from "./objects";
import type { Schedule } from "./schedule";
import { gatePicture } from "./store-papers";

/** What the cameras need for their work. */
export type Watching = {
  line: Line;
  stores: Stores;
  timers: Schedule;
  seed: number;
  speed: number;
  clock: () => number;
};

const everyMs = 12_000;
/** Where somebody has sealed or deleted the store, it is tried again after so many rounds. */
const roundsAfterRefusal = 50;

/** All gates at once, and then one after the other: each puts what it looks like once a minute. */
export function startCameras({ line, stores, timers, seed, speed, clock }: Watching): void {
  const photograph = async (warehouse: string) => {
    if (line.isUp()) await replacePicture(stores, gatePicture(seed, warehouse, clock()));
  };
  let round = 0;
  let from = 0;
  timers.spawn("photograph all gates", async () => {
    for (const warehouse of warehouses) await photograph(warehouse);
  });
  timers.every("photograph a gate", everyMs / speed, async () => {
    const warehouse = warehouses[round++ % warehouses.length];
    if (warehouse === undefined || round <= from) return;
    from = round + roundsAfterRefusal;
    await photograph(warehouse);
    from = round;
  });
}
