import { printable } from "@/lib/format/printable";

/** Writes one line; what it is given may hold anything that a server or a browser has said. */
export type Log = (level: "info" | "warn" | "error", message: string) => void;

/** A log with the time before each line, and nothing in it that a terminal would obey. */
export function createLog(write: (line: string) => void): Log {
  return (level, message) => write(`${new Date().toISOString()} ${level} ${printable(message)}`);
}
