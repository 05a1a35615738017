import type { Msg, NatsConnection } from "@nats-io/nats-core";
import type { AppError, Refuser } from "@/lib/errors/app-error";
import { apiPrefixOf, refuserHere } from "./scope";

/** What was asked, in words for an error, and on which subject. */
export type Asked = { what: string; subject: string };

/** The one mapper from the client's errors; by name, because a bundled class can exist twice. */
export function toAppError(nc: NatsConnection, error: unknown, asked: Asked): AppError {
  const { what, subject } = asked;
  if (!(error instanceof Error)) return { kind: "unexpected", what, detail: String(error) };
  const cause = error.cause instanceof Error ? error.cause : error;
  if (isViolation(cause)) return toPermissionError(nc, what, cause);
  switch (cause.name) {
    case "TimeoutError":
      return { kind: "timeout", what, subject };
    case "NoResponders":
    case "NoRespondersError":
      return nobodyAnswers(nc, asked);
    case "ClosedConnectionError":
    case "ConnectionError":
    case "DrainingConnectionError":
      return { kind: "disconnected", what, why: cause.message, willRetry: true };
    case "InvalidSubjectError":
      return { kind: "bad-name", what, detail: `"${subject}" is no subject.` };
    default:
      return { kind: "unexpected", what, detail: cause.message };
  }
}

/** Nobody listens on the subject, which for JetStream's API means that it is not there at all. */
export function nobodyAnswers(nc: NatsConnection, { what, subject }: Asked): AppError {
  const apiPrefix = apiPrefixOf(nc);
  if (!subject.startsWith(`${apiPrefix}.`)) return { kind: "no-responders", what, subject };
  // A cluster's servers listen as long as they know their leader (R03).
  if (nc.info?.cluster && nc.info.jetstream) return { kind: "electing", what };
  // Its API has a listener wherever it is on.
  if (apiPrefix === "$JS.API") return { kind: "no-jetstream", what };
  return { kind: "no-api", what, apiPrefix, serverDomain: domainOf(nc) };
}

/** True for what a server answers in the place of somebody who would listen. */
export function isNobody(message: Msg): boolean {
  return message.data.length === 0 && message.headers?.code === 503;
}

/** A refusal of the role where the role explains it; of the gateway where it gave a reason; else of the server. */
export function toPermissionError(nc: NatsConnection, what: string, error: Violation): AppError {
  const { operation } = error;
  // The client knows no such refusal, and says of it that it is about no subject.
  const subject = error.subject || (/with Reply of "(\S+)"/.exec(error.message)?.[1] ?? "");
  const by = (error.subject && refuserHere(nc, operation, subject)) || refuserBehind(error.message);
  return { kind: "permission", what, operation, subject, by };
}

/** nats-server says no more than the subject; behind that stands the gateway's reason. */
function refuserBehind(words: string): Refuser {
  const why = /"(?: using queue "[^"]*")?: (.+)$/.exec(words)?.[1];
  return why === undefined ? { who: "server" } : { who: "gateway", why };
}

/** What nats.js makes of an -ERR about a permission. */
export type Violation = Error & { operation: "publish" | "subscription"; subject: string };

/** True for an -ERR about a permission. */
export function isViolation(error: Error): error is Violation {
  return error.name === "PermissionViolationError" && "operation" in error && "subject" in error;
}

/** The JetStream domain of the server; the client's type of INFO does not know it. */
export function domainOf({ info }: NatsConnection): string | undefined {
  return info && "domain" in info && typeof info.domain === "string" ? info.domain : undefined;
}
