import type { AppError } from "./app-error";

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
    case "timeout":
      return {
        title: `${error.what} could not be read`,
        detail: `No answer in time${error.subject ? ` on ${error.subject}` : ""}.`,
        hint: "The server may be busy, electing a leader, or too old to know this request.",
        canRetry: true,
      };
    case "permission": {
      const subject = grantable(error.subject);
      return {
        title: `${error.what} may not be read`,
        detail: `The server refused the ${error.operation} on ${subject}.`,
        hint: `${error.operation === "publish" ? "publish" : "subscribe"}: { allow: ["${subject}"] }`,
        canRetry: false,
      };
    }
    case "no-jetstream":
      return {
        title: "JetStream is off here",
        detail: `${error.what} needs it, and this server, or this account, runs without.`,
        hint: "Enable it in the server's configuration: jetstream { store_dir: ... }, and for the account.",
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
    case "unknown-connection":
      return {
        title: `There is no connection "${error.id}"`,
        detail: "This console was not started with a connection of that name.",
        hint: "The connection of this start is called local.",
        canRetry: false,
      };
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

/** An inbox is another one each time: what can be granted is all of them. */
function grantable(subject: string): string {
  return subject.startsWith("_INBOX.") ? "_INBOX.>" : subject;
}
