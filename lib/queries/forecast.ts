import { forecastFullMs } from "@/lib/live/forecast";
import type { Use } from "@/lib/model/account";
import type { Flow, FlowSeries } from "@/lib/model/snapshot";

/** In how long a use meets its limit if it goes on as its series does; undefined where that can't be said. */
export function fullInMs(
  { atMs, values }: Flow,
  series: FlowSeries,
  { usedBytes, limitBytes }: Use,
): number | undefined {
  if (limitBytes === undefined) return undefined;
  return forecastFullMs({ atMs, values: values[series], used: usedBytes, limit: limitBytes });
}
