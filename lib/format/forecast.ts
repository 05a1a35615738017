import { formatDuration } from "./duration";

const secondMs = 1_000;
const yearMs = 365 * 86_400_000;

/** When what grows will be full: "full in about 3 d at this rate"; nothing where it does not grow, or not within a year. */
export function formatForecast(
  used: number,
  limit: number | undefined,
  growthPerSec: number | null | undefined,
): string | undefined {
  if (limit === undefined || typeof growthPerSec !== "number" || growthPerSec <= 0) {
    return undefined;
  }
  const leftMs = ((limit - used) / growthPerSec) * secondMs;
  if (!(leftMs > 0) || leftMs > yearMs) return undefined;
  const [count = "", unit = ""] = formatDuration(leftMs).split(" ");
  return leftMs < secondMs ? "full at once" : `full in about ${count} ${unit} at this rate`;
}
