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
          : "Natsight has stopped trying. Mend the cause and reload the page.",
        canRetry: error.willRetry,
      };
    case "timeout":
      return {
        title: `${error.what} could not be read`,
        detail: `No answer in time${error.subject ? ` on ${error.subject}` : ""}.`,
        hint: "The server may be busy, electing a leader, or too old to know this request.",
        canRetry: true,
      };
    case "permission":
      return {
        title: `${error.what} may not be read`,
        detail: `The server refused the ${error.operation} on ${error.subject}.`,
        hint: `${error.operation === "publish" ? "publish" : "subscribe"}: { allow: ["${error.subject}"] }`,
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
