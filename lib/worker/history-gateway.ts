import type { Reading } from "@/lib/errors/app-error";
import { toPicture } from "@/lib/live/lag-bands";
import { parseMatrix } from "@/lib/live/matrix-wire";
import type { HistoryAnswer, HistoryQuestion, LagPicture } from "@/lib/model/history";
import { fetchCollected, jsonOf } from "./collector-fetch";
import { parseHistory } from "./history-parse";
import type { LagMatrixQuestion } from "./history-protocol";

/** The disk may be slow, and a year long. */
const withinMs = 15_000;

/** What the console keeps of some series. */
export function fetchHistory(
  origin: string,
  connectionId: string,
  question: HistoryQuestion,
): Promise<Reading<HistoryAnswer>> {
  const { series, stream, consumer, fromMs, toMs, points } = question;
  const query = new URLSearchParams({
    series: series.join(","),
    ...(stream === undefined ? {} : { stream }),
    ...(consumer === undefined ? {} : { consumer }),
    ...spanOf({ fromMs, toMs }),
    points: String(points),
  });
  return fetchCollected(
    { origin, connectionId, what: "The history", path: `history?${query}`, withinMs },
    jsonOf(parseHistory),
  );
}

/** The lag of all consumers over time. */
export function fetchLagMatrix(
  origin: string,
  connectionId: string,
  { columns, rows, ...span }: LagMatrixQuestion,
): Promise<Reading<LagPicture>> {
  const query = new URLSearchParams({
    metric: "lag",
    ...spanOf(span),
    columns: String(columns),
    rows: String(rows),
  });
  const path = `history/matrix?${query}`;
  return fetchCollected(
    { origin, connectionId, what: "The heat map", path, withinMs },
    async (response) => {
      const matrix = parseMatrix(new Uint8Array(await response.arrayBuffer()));
      return matrix
        ? { ok: true, value: toPicture(matrix) }
        : { ok: false, detail: "Its bytes are no heat map." };
    },
  );
}

function spanOf({ fromMs, toMs }: { fromMs: number; toMs: number }) {
  return { from: String(Math.floor(fromMs)), to: String(Math.ceil(toMs)) };
}
