import { type LagBand, type LagMatrix, type LagPicture, unknownCell } from "@/lib/model/history";
import { cellOfLag, lagOfCell } from "./lag-cell";

const mostBands = 5;

/** A matrix with few bands, the worst first; the last one is of all other streams together. */
export function toPicture({ bands, ...matrix }: LagMatrix): LagPicture {
  // There may be a thousand of them: each is looked through once.
  const sorted = bands
    .map((band) => ({ band, most: highest(band.worst) }))
    .sort((one, other) => other.most - one.most)
    .map(({ band }) => band);
  if (sorted.length <= mostBands) return { ...matrix, bands: sorted };
  const kept: LagBand[] = sorted.slice(0, mostBands - 1);
  kept.push(joined(sorted.slice(mostBands - 1), matrix.columns));
  return { ...matrix, bands: kept };
}

/** What each cell stands for, reckoned once. */
const secondsOf = Float64Array.from({ length: 256 }, (_, cell) => lagOfCell(cell) ?? 0);

function joined(bands: readonly LagBand[], columns: number): LagBand {
  const consumers = bands.reduce((sum, band) => sum + band.consumers, 0);
  const worst = new Uint8Array(columns).fill(unknownCell);
  const mean = new Uint8Array(columns).fill(unknownCell);
  for (let column = 0; column < columns; column++) {
    let [most, seconds, count] = [-1, 0, 0];
    for (const band of bands) {
      const cell = band.worst[column] ?? unknownCell;
      if (cell === unknownCell) continue;
      most = Math.max(most, cell);
      seconds += (secondsOf[band.mean[column] ?? unknownCell] ?? 0) * band.consumers;
      count += band.consumers;
    }
    if (most < 0) continue;
    worst[column] = most;
    mean[column] = cellOfLag(seconds / count);
  }
  return { stream: undefined, consumers, worst, mean };
}

function highest(cells: Uint8Array): number {
  let most = 0;
  for (const cell of cells) if (cell !== unknownCell && cell > most) most = cell;
  return most;
}
