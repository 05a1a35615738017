/** Longest request target: no page of ours needs more, and proxies in front often refuse 8 KiB. */
export const maxTargetBytes = 4 * 1024;

/** All request headers together; Node answers 431 beyond it. */
export const maxHeaderBytes = 16 * 1024;

/** Largest request body; uploads do not go over HTTP but over the gateway. */
export const maxBodyBytes = 1024 * 1024;

/** Largest body of a CSP report. */
export const maxReportBytes = 64 * 1024;

/** Longest report line in the log. */
export const maxReportChars = 512;

/** CSP reports that are logged at once before the refill of one every `reportRefillMs` counts. */
export const reportBurst = 20;

/** One more CSP report may be logged each time this has passed. */
export const reportRefillMs = 3000;

/** How long a client may take to send its headers. */
export const headersTimeoutMs = 10_000;

/** How long a client may take to send a whole request. */
export const requestTimeoutMs = 30_000;

/** How long a kept connection may wait for its next request: Node's own 5 s end it in the moment in which a page asks again. */
export const keepAliveTimeoutMs = 65_000;

/** Node looks for late requests only this often (its default, 30 s, would triple the limit above). */
export const timeoutCheckMs = 500;

/** How long the rest of a refused body is read and thrown away, so that the refusal can be read. */
export const lingerMs = 1000;

/** How much of a refused body is thrown away before the socket is closed. */
export const lingerBytes = 8 * 1024 * 1024;

/** How many ports after the wanted one are tried. */
export const portTries = 20;

/** Tests of connections that run at once: each dials all addresses of one. */
export const mostTests = 8;

/** Downloads of objects at once: each has a connection of its own to NATS, and a few MiB of memory. */
export const mostDownloads = 8;

/** Ended downloads whose outcome can still be asked for. */
export const mostEndedDownloads = 256;

/** A browser that takes nothing for so long is let go: people pause downloads, and forget them. */
export const downloadStalledMs = 5 * 60_000;

/** When a download that found no place is worth another try. */
export const downloadRetrySeconds = 5;
