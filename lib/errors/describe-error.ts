import type { AppError } from "./app-error";
import { describePermission } from "./describe-permission";

/** An error in words: what did not happen, why, what to try. */
export type Description = { title: string; detail: string; hint?: string; canRetry: boolean };

/** The only place with words for failures. */
export function describeError(error: AppError): Description {
  switch (error.kind) {
    case "disconnected":
      return {
        title: `${error.what} could not be read: there is no connection to NATS`,
        detail: error.why,
        hint: error.willRetry
          ? "Natsight keeps trying; this page goes on by itself."
          : "Natsight asks again every 15 seconds; mend the cause, and this page goes on by itself.",
        canRetry: true,
      };
    case "console-away":
      return {
        title: "The console does not answer",
        detail: `${error.what} could not be read.`,
        hint: "It is asked again and again; this page goes on by itself.",
        canRetry: true,
      };
    case "electing":
      return {
        title: "JetStream is electing a leader",
        detail: `${error.what} can be read when there is one: usually in 4 to 9 seconds, later only where too few of its servers are there.`,
        hint: "The page goes on by itself.",
        canRetry: true,
      };
    case "timeout":
      return {
        title: `${error.what} could not be read`,
        detail: `No answer in time${error.subject ? ` on ${error.subject}` : ""}.`,
        hint: "The server may be busy, electing a leader, or too old to know this request.",
        canRetry: true,
      };
    case "permission":
      return describePermission(error);
    case "no-jetstream":
      return {
        title: "JetStream is off here",
        detail: `${error.what} needs it, and this server, or this account, runs without.`,
        hint: "Enable it in the server's configuration: jetstream { store_dir: ... }, and for the account.",
        canRetry: false,
      };
    case "no-api":
      return {
        title: "JetStream is not where this connection looks for it",
        detail: `${error.what} needs it, and nobody answers under ${error.apiPrefix}.`,
        hint: `${whereItIs(error.serverDomain)} Mend the JetStream domain or the API prefix of the connection.`,
        canRetry: false,
      };
    case "no-responders":
      return {
        title: `${error.what} is not to be had here`,
        detail: `Nobody answers on ${error.subject}.`,
        canRetry: false,
      };
    case "jetstream":
      return {
        title: `${error.what} could not be read`,
        detail: `${error.description} (${error.code})`,
        canRetry: false,
      };
    case "not-found":
      return {
        title: `${error.what} is not there`,
        detail: `${error.where} does not hold it, or holds it no more.`,
        canRetry: false,
      };
    case "exists":
      return {
        title: `${error.what} is there already`,
        detail: "What is there was not changed.",
        hint: "Choose another name.",
        canRetry: false,
      };
    case "not-done":
      return describeNotDone(error.title, error.cause);
    case "would-consume":
      return {
        title: `${error.what} is not read here`,
        detail: `Stream ${error.stream} has ${error.retention} retention: a consumer that only looks would change what it keeps.`,
        canRetry: false,
      };
    case "damaged":
      return { title: `${error.what} is damaged`, detail: error.detail, canRetry: true };
    case "cancelled":
      return { title: `${error.what} was not read to the end`, detail: "Stopped.", canRetry: true };
    case "bad-name":
      return { title: `${error.what} can't be asked for`, detail: error.detail, canRetry: false };
    case "unknown-connection":
      return {
        title: `There is no connection "${error.id}"`,
        detail: "It was deleted, or the address is mistyped.",
        canRetry: false,
      };
    case "changed-elsewhere":
      return {
        title: `${error.what} was changed elsewhere`,
        detail: "It is not what it was when you opened it, so nothing was saved.",
        hint: error.toGoOn,
        canRetry: false,
      };
    case "console": {
      const { title, detail, hint } = error;
      return { title, detail, ...(hint === undefined ? {} : { hint }), canRetry: false };
    }
    case "malformed":
      return {
        title: `${error.what} could not be understood`,
        detail: error.detail,
        hint: "The server answered something that this version does not know.",
        canRetry: true,
      };
    case "unexpected":
      return { title: `${error.what} failed`, detail: error.detail, canRetry: true };
  }
}

/** Without an answer nobody knows whether it was done. */
const unanswered = new Set<AppError["kind"]>(["timeout", "disconnected", "console-away"]);

function describeNotDone(title: string, cause: AppError): Description {
  const { detail, hint, canRetry } = describeError(cause);
  if (unanswered.has(cause.kind)) {
    return {
      title: `${title}, or nobody knows`,
      detail,
      hint: "It may have been done all the same: look before you try again.",
      canRetry: false,
    };
  }
  if (cause.kind === "exists") return { ...describeError(cause), title };
  return { title, detail, ...(hint === undefined ? {} : { hint }), canRetry };
}

function whereItIs(serverDomain: string | undefined): string {
  return serverDomain === undefined
    ? "The server here has no domain of its own."
    : `The server here is in the domain ${serverDomain}.`;
}
