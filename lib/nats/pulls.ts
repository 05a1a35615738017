/** What is asked of a consumer at once. Times in nanoseconds. */
export type PullRequest = {
  batch: number;
  expires: number;
  idle_heartbeat: number;
  max_bytes?: number;
};

/** The one request that a consumer owes messages to. */
export type Pulls = {
  /** Asks for more, when nothing is owed. */
  fill(): void;
  /** One message came. It does not say for which request: hence only one at a time. */
  took(): void;
  /** The server has ended the request of this name; `tooBig`, when the next message did not fit into it. */
  over(name: string, tooBig: boolean): void;
};

const batch = 5_000;
const expiresNs = 30_000_000_000;
/** How often a consumer without messages says that it is alive. */
export const heartbeatMs = 10_000;

/** Keeps a consumer supplied with requests, of so many bytes at most. */
export function createPulls(
  maxBytes: number,
  send: (name: string, request: PullRequest) => void,
): Pulls {
  let count = 0;
  let left = 0;
  let came = 0;
  let isAlone = false;
  return {
    fill() {
      if (left > 0) return;
      const size = isAlone ? { batch: 1 } : { batch, max_bytes: maxBytes };
      count++;
      left = size.batch;
      came = 0;
      send(String(count), { ...size, expires: expiresNs, idle_heartbeat: heartbeatMs * 1_000_000 });
    },
    took() {
      came++;
      left--;
      isAlone = false;
    },
    over(name, tooBig) {
      // Newer servers end also the one that is used up, when the next is already there.
      if (name !== String(count)) return;
      left = 0;
      // A message that fits into no request of this size is asked for alone, whatever its size.
      isAlone = tooBig && came === 0;
    },
  };
}
