/** Bounds of the gateway, each with the reason for its size. */
export const gatewayLimits = {
  /** Above this much unsent data the NATS server is no longer read… */
  pauseAboveBytes: 1024 * 1024,
  /** …until the browser has taken all but this. */
  resumeBelowBytes: 256 * 1024,
  /** Whoever takes nothing at all for this long is let go. */
  stalledMs: 10_000,
  /** One WebSocket frame holds at most this, when the server's data comes in smaller pieces. */
  frameBytes: 64 * 1024,
  /** Room for protocol lines and headers around one message of the server's max_payload. */
  frameOverheadBytes: 64 * 1024,
  /** nats-server's own upper bound of max_payload. */
  payloadBytes: 64 * 1024 * 1024,
  /** nats-server's own limit of a control line. */
  controlLineBytes: 4096,
  /** As many as nats-server's own tools ever need; each is a row in every server's routing table. */
  subscriptions: 1024,
  /**
   * Of the console's own consumers for looking, on one connection: nats-server 2.15 has room for 1000 on a stream, and
   * those of its owners come first.
   */
  consumers: 200,
  /** A page has one for each list that it shows, and a download or two. */
  consumersOfSocket: 32,
  /** Within this a server has made or removed a consumer for good, a cluster too. */
  consumerSettleMs: 2000,
  /** More frames than people and their pages send; beyond, a browser is not read for a moment. */
  framesPerSecond: 20_000,
  framesAtOnce: 40_000,
  /** A page that asks for so much of what it may not do does not listen. */
  refusedPerSecond: 50,
  /** The log is for people: it tells of refusals so often, with their number. */
  refusalLogMs: 60_000,
  /** Headers, or a request's body, that are gathered to be looked at. */
  lookedAtBytes: 64 * 1024,
  /** Verdicts that are kept; a subject is judged in microseconds when it is not there. */
  rememberedSubjects: 4096,
  /** An inbox that ends by itself is good for an answer within this. */
  inboxMs: 60_000,
  /** Of WebSocket messages that are not whole, all sockets' together. */
  halfReceivedBytes: 64 * 1024 * 1024,
  /** Pieces of one message: a browser makes a handful. */
  fragments: 16 * 1024,
  /** Pieces in which the network may bring one message of the largest size. */
  chunks: 64 * 1024,
  /** From the INFO to the browser's CONNECT. */
  helloMs: 5000,
  /** For all addresses together: a page gives up after 3 s, and has to be greeted before that. */
  dialMs: 2500,
  /** While a server is down, one probe so often finds out for all whether it is back. */
  probeMs: 500,
  /** A refusal of TLS takes somebody to mend it, and each attempt stands in the server's log. */
  refusedProbeMs: 5000,
  /** Nobody has asked for so long: there is nobody to probe for. */
  probeIdleMs: 60_000,
  /** More browsers than this wait for each other's dial: a server that is just back is not run over. */
  dialsAtOnce: 64,
  /** Browsers that lose a server while there is another one come back within this. */
  moveSpreadMs: 250,
  /** Browsers come back to a console that restarts within this. */
  restartSpreadMs: 2000,
  pingMs: 15_000,
  checkMs: 1000,
  /** A browser that does not answer the close is cut off after this. */
  closeMs: 2000,
  /** For the server to take what a browser sent before it left. */
  flushMs: 5000,
  sockets: 1000,
  socketsOfAddress: 256,
} as const;

/** The bounds as numbers, so that a test can set smaller ones. */
export type GatewayLimits = { [name in keyof typeof gatewayLimits]: number };
