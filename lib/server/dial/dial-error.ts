import { refusedAddressCode } from "./address-policy";

/** Why a server could not be dialled. `detail` is for the log: it may name hosts, never secrets. */
export type DialError =
  | { kind: "bad-url"; detail: string }
  | { kind: "dns"; detail: string }
  | { kind: "forbidden"; detail: string }
  | { kind: "refused"; detail: string }
  | { kind: "unreachable"; detail: string }
  | { kind: "timeout"; afterMs: number; detail: string }
  | { kind: "no-hello"; afterMs: number; detail: string }
  | { kind: "closed"; during: DialStep; detail: string }
  | { kind: "not-nats"; got: string; detail: string }
  | { kind: "no-tls-offered"; detail: string }
  | { kind: "tls"; code: string; detail: string }
  | { kind: "websocket"; httpStatus: number; detail: string }
  | { kind: "aborted"; detail: string }
  | { kind: "failed"; code: string; detail: string };

/** How far a dial had come. */
export type DialStep = "connect" | "tls" | "hello";

const kindsByCode: Record<string, "dns" | "refused" | "unreachable" | "closed" | "timeout"> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ETIMEDOUT: "timeout",
  ECONNRESET: "closed",
  EPIPE: "closed",
};

/** What Node's error means at this step of the dial. */
export function toDialError(cause: unknown, step: DialStep, timeoutMs: number): DialError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const code = codeOf(cause);
  if (cause instanceof Error && cause.name === "TimeoutError") return late(step, timeoutMs);
  if (cause instanceof Error && cause.name === "AbortError") return { kind: "aborted", detail };
  if (code === refusedAddressCode) return { kind: "forbidden", detail };
  if (isTlsCode(code)) return { kind: "tls", code, detail };
  const kind = kindsByCode[code];
  if (kind === "timeout") return late("connect", timeoutMs);
  // Not a refusal: a proxy or a server that is just being restarted does the same.
  if (kind === "closed") return { kind, during: step, detail };
  return kind ? { kind, detail } : { kind: "failed", code, detail };
}

/** True when TLS itself fails: trying again changes nothing until somebody does something. */
export function isTlsRefusal({ kind }: DialError): boolean {
  return kind === "tls" || kind === "no-tls-offered";
}

/** True when the other side turned our certificate down, or the lack of one. */
export function isCertificateRefusal(cause: unknown): boolean {
  return /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_|HANDSHAKE_FAILURE|ACCESS_DENIED)/.test(
    codeOf(cause),
  );
}

/** The failure in words that name no address: they go to the page. */
export function describeDialError(error: DialError): string {
  switch (error.kind) {
    case "bad-url":
      return "the address is not a NATS URL";
    case "dns":
      return "the host name could not be resolved";
    case "forbidden":
      return "the address is one that Natsight never dials for the browser";
    case "refused":
      return "connection refused: nothing listens there";
    case "unreachable":
      return "there is no route to the host";
    case "timeout":
      return `no answer within ${seconds(error.afterMs)}`;
    case "no-hello":
      return `connected, but no NATS hello within ${seconds(error.afterMs)}: the server hangs, or this is a WebSocket port, or TLS comes first`;
    case "closed":
      return `the server closed the connection${error.during === "tls" ? " during the TLS handshake" : ""}`;
    case "not-nats":
      return `what answered does not speak NATS: "${error.got}"`;
    case "no-tls-offered":
      return "TLS is configured, but the server offers none";
    case "tls":
      return tlsWords(error.code);
    case "websocket":
      return `the WebSocket was answered with HTTP ${error.httpStatus}`;
    case "aborted":
      return "the attempt was given up";
    case "failed":
      return `the connection failed (${error.code || "no code"})`;
  }
}

const tlsWordsByCode: Record<string, string> = {
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is signed by itself, not by a trusted CA",
  SELF_SIGNED_CERT_IN_CHAIN: "the CA that signed the server's certificate is not trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the CA that signed the server's certificate is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "the CA that signed the server's certificate is not known here",
  UNABLE_TO_GET_ISSUER_CERT: "the CA that signed the server's certificate is not known here",
  ERR_SSL_WRONG_VERSION_NUMBER: "the server does not answer in TLS",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "the server asks for a client certificate",
};

function tlsWords(code: string): string {
  return tlsWordsByCode[code] ?? `the TLS handshake failed (${code})`;
}

function late(step: DialStep, afterMs: number): DialError {
  const kind = step === "hello" ? "no-hello" : "timeout";
  return { kind, afterMs, detail: `nothing within ${afterMs} ms at step ${step}` };
}

function isTlsCode(code: string): boolean {
  return /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_|HOSTNAME_)/.test(
    code,
  );
}

function codeOf(cause: unknown): string {
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return "";
  return typeof cause.code === "string" ? cause.code : "";
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
