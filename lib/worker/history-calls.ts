import { transfer } from "comlink";
import type { AppError } from "@/lib/errors/app-error";
import { fetchHistory, fetchLagMatrix } from "./history-gateway";
import type { HistoryCalls } from "./history-protocol";
import { noWay } from "./no-way";
import type { Way } from "./way";

/** Where the calls learn of a connection. */
export type HistoryOptions = {
  origin: () => string;
  findWay: (connectionId: string) => Promise<Way>;
};

/** What the page asks of the past: the console keeps it, or nobody does. */
export function createHistoryCalls({ origin, findWay }: HistoryOptions): HistoryCalls {
  return {
    async getHistory(connectionId, question) {
      const way = await findWay(connectionId);
      if (way.kind === "gateway") return fetchHistory(origin(), connectionId, question);
      if (way.kind === "direct") return { ok: false, error: notKept("The past is not kept") };
      return noWay(way, connectionId, "The history");
    },
    async getLagMatrix(connectionId, asked) {
      const way = await findWay(connectionId);
      if (way.kind === "direct") return { ok: false, error: notKept("There is no heat map") };
      if (way.kind !== "gateway") return noWay(way, connectionId, "The heat map");
      const reading = await fetchLagMatrix(origin(), connectionId, asked);
      // Its cells are views on what came: they go to the page without a copy.
      return reading.ok ? transfer(reading, [reading.value.cells.buffer]) : reading;
    },
  };
}

function notKept(title: string): AppError {
  return {
    kind: "console",
    title,
    detail:
      "This connection is a direct one: the browser opens it itself, so the console collects nothing for it, and nothing of its past is kept.",
    hint: "A connection through the console keeps a year of it.",
  };
}
