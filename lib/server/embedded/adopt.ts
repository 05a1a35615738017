import { setTimeout as pause } from "node:timers/promises";
import { infoOfPort } from "@/lib/server/dial/info-of-port";
import { isAlive } from "@/lib/server/lock/process.mjs";
import { readServerFile, readSettled, removeServerFile, type ServerRecord } from "./server-file";

/** What an earlier console left: nothing, its running server, or one that nobody should start beside. */
export type Orphan =
  | { state: "none" }
  | { state: "found"; record: ServerRecord }
  | { state: "unclear"; why: string; what: string };

const answerWithinMs = 5_000;
const pollMs = 50;

/** Looks for the server that a killed console left, and checks that it is that one. */
export async function findOrphan(dir: string): Promise<Orphan> {
  const record = readServerFile(dir);
  if (!record || !isAlive(record)) {
    // The number may be a stranger's by now: it is not touched, only the file goes.
    removeServerFile(dir);
    return lookForUnrecorded(dir);
  }
  const deadlineMs = Date.now() + answerWithinMs;
  do {
    const info = await infoOfPort(record.ports.client, 1_000);
    if (info?.server_name === record.name) return { state: "found", record };
    await pause(pollMs);
  } while (Date.now() < deadlineMs && isAlive(record));
  if (!isAlive(record)) return findOrphan(dir);
  return {
    state: "unclear",
    why: `an earlier nats-server (process ${record.pid}) runs but does not answer on port ${record.ports.client}`,
    what: `If it is stuck, end it with: kill -9 ${record.pid}`,
  };
}

// Two servers on one store would spoil it, so a server with our name and no file is a reason to stop.
async function lookForUnrecorded(dir: string): Promise<Orphan> {
  const settled = readSettled(dir);
  if (!settled) return { state: "none" };
  const info = await infoOfPort(settled.ports.client, 1_000);
  if (info?.server_name !== settled.name) return { state: "none" };
  return {
    state: "unclear",
    why: `a nats-server named ${settled.name} runs on port ${settled.ports.client}, which nothing here recorded`,
    what: "End it, or start with another data folder.",
  };
}
