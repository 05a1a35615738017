/** What the network between a client and its server does just now. */
export type Fault =
  | { kind: "pass" }
  /** Nothing arrives, neither way, and nobody is told; what was sent arrives once it is over. */
  | { kind: "black hole" }
  /** The server's side is gone and the client has not noticed; it is reset once it is over. */
  | { kind: "half open" }
  /** Connections are reset, new ones too. */
  | { kind: "reset" }
  /** Each way takes this much longer. */
  | { kind: "latency"; delayMs: number }
  /** Each way carries no more than this. */
  | { kind: "bandwidth"; bytesPerSec: number };

/** Does anything get through at all? */
export function isBlocked(fault: Fault): boolean {
  return fault.kind === "black hole" || fault.kind === "half open";
}
