import { tailBytesPerBeat, tailRowsPerBeat } from "./limits";

/** Chooses what is listed when more comes than anybody could look at. */
export type TailSampler = {
  /** Whether this one is taken. */
  takes(sizeBytes: number): boolean;
  /** A tenth of a second is over. */
  beat(): void;
};

/** Takes all while they are few, and of many a few at irregular steps, so that no rhythm of the flow hides a part of it. */
export function createTailSampler(
  { rows = tailRowsPerBeat, bytes = tailBytesPerBeat } = {},
  random = Math.random,
): TailSampler {
  let offered = 0;
  let taken = 0;
  let takenBytes = 0;
  let stride = 1;
  let steps = 1;
  return {
    takes(sizeBytes) {
      offered++;
      if (--steps > 0 || taken >= rows) return false;
      if (taken > 0 && takenBytes + sizeBytes > bytes) return false;
      steps = stride === 1 ? 1 : 1 + Math.floor(random() * (2 * stride - 1));
      taken++;
      takenBytes += sizeBytes;
      return true;
    },
    beat() {
      stride = Math.max(1, Math.ceil(offered / rows));
      if (stride === 1) steps = 1;
      offered = 0;
      taken = 0;
      takenBytes = 0;
    },
  };
}
