import { unknownCell } from "@/lib/model/history";

const most = unknownCell - 1;
/** A cell more is so much more lag; 254 of them reach from a tenth of a second to 60 days. */
const ratio = (60 * 86_400 * 10) ** (1 / (most - 1));

/** Lag as one byte on a ladder of equal ratios (7 % a step), 0 for none. */
export function cellOfLag(seconds: number | null): number {
  if (seconds === null) return unknownCell;
  if (seconds < 0.1) return 0;
  return Math.min(most, 1 + Math.round(Math.log(seconds * 10) / Math.log(ratio)));
}

/** The lag in seconds that a cell stands for. */
export function lagOfCell(cell: number): number | null {
  if (cell === unknownCell) return null;
  return cell === 0 ? 0 : 0.1 * ratio ** (cell - 1);
}
