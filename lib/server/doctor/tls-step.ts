import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import {
  type DialError,
  describeDialError,
  isCertificateRefusal,
  toDialError,
} from "@/lib/server/dial/dial-error";
import type { ServerInfo } from "@/lib/server/dial/info";
import { secure } from "@/lib/server/dial/tcp";
import type { ServerUrl } from "@/lib/server/dial/url";
import { adviseClientCertificate, adviseTls } from "./advice/tls";
import { type Certificate, certificateFacts, certificateOf } from "./certificate";
import type { Exam } from "./exam";
import { attention, factsOf, failed, type Outcome, ok } from "./finding";
import { daysUntil, formatDays, formatMoment } from "./moment";
import { sentence } from "./name-step";
import { lookAtCertificate, whatListens } from "./probe";

const soonDays = 30;
const verdictMs = 400;

/** The TLS handshake; `info` is the server's, where it said hello before. */
export async function beginTls(
  url: ServerUrl,
  socket: Socket,
  info: ServerInfo | undefined,
  exam: Exam,
  limit: AbortSignal,
): Promise<Outcome<TLSSocket>> {
  const { tls } = exam.target;
  try {
    const secured = exam.keep(await secure(socket, url, tls, limit));
    if (info === undefined || info.tls_verify) await hearVerdict(secured, limit);
    return { finding: describe(secured, info, exam), value: secured };
  } catch (cause) {
    const error = toDialError(cause, "tls", 0);
    if (isCertificateRefusal(cause)) {
      const code = error.kind === "tls" ? error.code : "";
      const seen =
        tls.cert === undefined
          ? "The server asks for a client certificate."
          : "The server refused the client certificate.";
      return { finding: failed(seen, adviseClientCertificate(tls, code)) };
    }
    return { finding: await explain(error, url, info, exam, limit) };
  }
}

/**
 * In TLS 1.3 a server judges the client's certificate when the client is through already. Its session ticket says that
 * all is well, an alert that it is not; a server without either is waited for no longer than this.
 */
function hearVerdict(secured: TLSSocket, limit: AbortSignal): Promise<void> {
  if (secured.getProtocol() !== "TLSv1.3") return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(end, verdictMs);
    function end(error?: unknown) {
      clearTimeout(timer);
      secured.off("session", heard).off("error", end).off("close", closed);
      limit.removeEventListener("abort", heard);
      // Not at once: "session" comes from within OpenSSL's reading, and a write there breaks the connection.
      if (error === undefined) setImmediate(resolve);
      else reject(error);
    }
    const heard = () => end();
    const closed = () => end(new Error("closed"));
    secured.on("session", heard).on("error", end).on("close", closed);
    limit.addEventListener("abort", heard);
  });
}

function describe(secured: TLSSocket, info: ServerInfo | undefined, { target }: Exam) {
  const nowMs = Date.now();
  const certificate = certificateOf(secured);
  const protocol = (secured.getProtocol() ?? "").replace("TLSv", "TLS ");
  const facts = [
    ...factsOf({ Protocol: protocol, Cipher: secured.getCipher().standardName }),
    ...(certificate ? certificateFacts(certificate, nowMs) : []),
    ...factsOf({ "Client certificate": clientCertificate(info, target.tls.cert !== undefined) }),
  ];
  const seen = `${protocol}, with a certificate for ${certificate?.names.join(", ") ?? "this host"}.`;
  const days = certificate ? daysUntil(certificate.validToMs, nowMs) : soonDays;
  if (!certificate || days >= soonDays) return ok(seen, facts);
  return attention(
    seen,
    {
      likely: `The server's certificate ends in ${formatDays(days)}, on ${formatMoment(certificate.validToMs)}.`,
      whatToDo: ["Put a new one on the server before that day, and let it load it."],
      snippet: { about: "Loads a new certificate", text: "nats-server --signal reload" },
    },
    facts,
  );
}

function clientCertificate(info: ServerInfo | undefined, isSent: boolean): string | undefined {
  if (info === undefined) return isSent ? "sent if the server asked for it" : undefined;
  if (info.tls_verify) return isSent ? "asked for, and sent" : "asked for, and none sent";
  return isSent ? "not asked for" : undefined;
}

async function explain(
  error: DialError,
  url: ServerUrl,
  info: ServerInfo | undefined,
  { target }: Exam,
  signal: AbortSignal,
) {
  const guard = { isGuarded: target.isGuarded };
  const nowMs = Date.now();
  const code = error.kind === "tls" ? error.code : "";
  const place = { url, guard, signal };
  const isAboutCertificate = /^(CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_CERT)/.test(code);
  const short = { ...place, signal: AbortSignal.any([signal, AbortSignal.timeout(1500)]) };
  const certificate: Certificate | undefined = isAboutCertificate
    ? await lookAtCertificate(short, info === undefined)
    : undefined;
  const listener = isAboutCertificate || info ? undefined : await whatListens(place);
  const advice = adviseTls({ code, url, tls: target.tls, certificate, listener, nowMs });
  return failed(
    sentence(describeDialError(error)),
    advice,
    certificate ? certificateFacts(certificate, nowMs) : [],
  );
}
