import { cellOfLag as toCell, lagOfCell as toSeconds } from "@/lib/live/lag-cell";

/** The cell of a matrix that a lag is told by. */
export const cellOfLag: (seconds: number | null) => number = toCell;

/** The lag in seconds that a cell of a matrix tells; null is not known. */
export const lagOfCell: (cell: number) => number | null = toSeconds;
