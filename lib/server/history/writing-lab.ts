import { join } from "node:path";
import { openDatabase } from "./database";
import { consumerRow, createFeedInto } from "./history-lab";
import { createKeeper } from "./keeper";
import { usualHistory } from "./settings";

// A process that writes ticks as fast as it can, and tells of each that is written, until it is killed.

const [, , folder = "", from = "1"] = process.argv;
const opened = openDatabase(join(folder, "history.db"));
if (!opened.ok) throw new Error(opened.why.why);
// All of it is asked for at the end, and it writes more than a day.
const keeper = createKeeper(opened.db, { ...usualHistory, fineMs: usualHistory.minuteMs });
const feed = createFeedInto(() => keeper);
const beginMs = Date.UTC(2026, 4, 4, 9, 20);
let at = Number(from);

function write(): void {
  const consumers = [consumerRow({ name: "w", pending: BigInt(at), delivered: BigInt(at * 5) })];
  feed.tick({ atMs: beginMs + at * 10_000, consumers });
  process.send?.(at);
  at++;
  keeper.work();
  setImmediate(write);
}
write();
