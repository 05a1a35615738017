import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from "node:tls";
import type { TestFact } from "@/lib/model/connection-test";
import { factsOf } from "./finding";
import { daysUntil, formatDays, formatMoment } from "./moment";

/** What a server's certificate says. */
export type Certificate = {
  subject: string;
  issuer: string;
  /** Host names and addresses that it is good for. */
  names: string[];
  validFromMs: number;
  validToMs: number;
  isSelfSigned: boolean;
};

/** The certificate that the other side of a TLS connection has shown; undefined when it has shown none. */
export function certificateOf(socket: TLSSocket): Certificate | undefined {
  const peer: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  if (!peer?.valid_to) return undefined;
  const names = (peer.subjectaltname ?? "")
    .split(", ")
    .filter((name) => name !== "")
    .map((name) => name.replace(/^(DNS|IP Address|URI|email):/, ""));
  return {
    subject: distinguishedName(peer.subject),
    issuer: distinguishedName(peer.issuer),
    names: names.length > 0 ? names : [peer.subject.CN].flat().filter((name) => name !== undefined),
    validFromMs: Date.parse(peer.valid_from),
    validToMs: Date.parse(peer.valid_to),
    isSelfSigned: peer.issuerCertificate?.fingerprint256 === peer.fingerprint256,
  };
}

/** The certificate by name, for a row. */
export function certificateFacts(certificate: Certificate, nowMs: number): TestFact[] {
  const { subject, issuer, names, validFromMs, validToMs } = certificate;
  const days = daysUntil(validToMs, nowMs);
  const left = days < 0 ? "expired" : `${formatDays(days)} left`;
  return factsOf({
    Subject: subject,
    Issuer: issuer,
    Names: names.join(", "),
    "Valid from": validFromMs > nowMs ? formatMoment(validFromMs) : undefined,
    "Valid until": `${formatMoment(validToMs)} (${left})`,
  });
}

function distinguishedName(name: PeerCertificate["subject"] | undefined): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${[value].flat().join("+")}`)
    .join(", ");
}
