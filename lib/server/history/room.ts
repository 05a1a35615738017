import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

/** What a disk has left. */
export type Room = { freeBytes: number; totalBytes: number };

/** Reads what the disk of a folder has left. */
export function readRoom(folder: string): Room {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/** So much is left to others: a twentieth of the disk, at most a gibibyte. */
export function leastRoom({ totalBytes }: Room): number {
  return Math.min(totalBytes / 20, 2 ** 30);
}

/** Whether there is too little to go on; more is needed to begin again than to go on. */
export function isShort(room: Room, isPaused: boolean): boolean {
  return room.freeBytes < leastRoom(room) * (isPaused ? 1.25 : 1);
}

/** A file that can be given up when nothing else is left, so that what was begun can be ended. */
export type Ballast = { keep(room: Room): void; drop(): void };

/** Ballast in a folder; a small disk bears none. */
export function createBallast(folder: string): Ballast {
  const file = join(folder, "history.ballast");
  return {
    keep(room) {
      if (room.freeBytes < leastRoom(room) + ballastBytes * 8 || sizeOf(file) === ballastBytes)
        return;
      try {
        write(file);
      } catch {
        // Half of it would be in the way of what it is for.
        rmSync(file, { force: true });
      }
    },
    drop: () => rmSync(file, { force: true }),
  };
}

const ballastBytes = 16 * 2 ** 20;

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function write(file: string): void {
  rmSync(file, { force: true });
  const handle = openSync(file, "wx", 0o600);
  try {
    // A file of holes would hold no room.
    const piece = Buffer.alloc(2 ** 20);
    for (let at = 0; at < ballastBytes; at += piece.length) writeSync(handle, piece);
  } finally {
    closeSync(handle);
  }
}
