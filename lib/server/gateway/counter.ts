import type { GatewayLimits } from "./limits";

/** Counts the open sockets, in all and by address. */
export type Counter = {
  /** Counts one more and gives the way to count it out; undefined when there are too many. */
  take(address: string): (() => void) | undefined;
  count(): number;
  /** Resolves when none is left. */
  empty(): Promise<void>;
};

/** A counter with the gateway's bounds. */
export function createCounter({
  sockets,
  socketsOfAddress,
}: Pick<GatewayLimits, "sockets" | "socketsOfAddress">): Counter {
  const byAddress = new Map<string, number>();
  let open = 0;
  let waiting: (() => void)[] = [];

  const release = (address: string) => {
    open -= 1;
    const left = (byAddress.get(address) ?? 1) - 1;
    if (left === 0) byAddress.delete(address);
    else byAddress.set(address, left);
    if (open > 0) return;
    for (const tell of waiting) tell();
    waiting = [];
  };
  return {
    take(address) {
      const ofAddress = byAddress.get(address) ?? 0;
      if (open >= sockets || ofAddress >= socketsOfAddress) return undefined;
      open += 1;
      byAddress.set(address, ofAddress + 1);
      return () => release(address);
    },
    count: () => open,
    empty: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
