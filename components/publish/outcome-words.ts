import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { Format } from "@/lib/format/format";
import type { PublishOutcome } from "@/lib/model/publish";
import type { Refusal } from "./may-send";

type Failure = Exclude<PublishOutcome, { state: "taken" | "stored" }>;

/** True for what went well. */
export function isWell(
  outcome: PublishOutcome,
): outcome is PublishOutcome & { state: "taken" | "stored" } {
  return outcome.state === "taken" || outcome.state === "stored";
}

/** What did not happen to a message, why, and what to try. */
export function outcomeWords(outcome: Failure, format: Format): Refusal {
  switch (outcome.state) {
    case "no-stream":
      return {
        title: "No stream takes this subject",
        detail: "Nobody listens on it, so nobody could acknowledge the message. It is not stored.",
        hint: "Without waiting for an acknowledgement, core NATS delivers it to whoever listens.",
      };
    case "unheard":
      return {
        title: "Nobody listens on this inbox any more",
        detail:
          "The server found nobody there: who asked has gone, or has given up waiting. The answer reached nobody.",
      };
    case "rejected":
      return {
        title: rejections[outcome.code]?.title ?? "The stream did not take the message",
        detail: `The server said: ${outcome.description} (${outcome.code}).`,
        hint: rejections[outcome.code]?.hint ?? "It is not stored.",
      };
    case "too-large":
      return {
        title: "The message is too large",
        detail: `Headers and payload are ${format.exact(outcome.sizeBytes)} bytes; the server takes ${format.exact(outcome.maxBytes)} (max_payload).`,
        hint: "Nothing was sent.",
      };
    case "unknown":
      return unknownWords[outcome.why];
    case "refused":
      return refusedWords("The message was not published", outcome.error);
  }
}

/** A refusal in words of sending, where those for reading would be wrong. */
export function refusedWords(title: string, error: AppError): Refusal {
  if (error.kind === "disconnected") {
    const detail = "There is no connection to NATS, and nothing was sent.";
    return { title, detail, hint: error.why };
  }
  const { detail, hint } = describeError(error);
  return { title, detail, ...(hint === undefined ? {} : { hint }) };
}

const again =
  "Nothing is sent again by itself. With a Nats-Msg-Id it can be: a stream that has it stores no second one.";

const unknownWords: Record<(Failure & { state: "unknown" })["why"], Refusal> = {
  lost: {
    title: "The outcome is unknown",
    detail: "The connection was lost after the message went out, before the answer came.",
    hint: again,
  },
  silence: {
    title: "The outcome is unknown",
    detail:
      "Nobody acknowledged the message in time. Somebody listens on the subject; a stream may have stored it.",
    hint: again,
  },
  "no-acknowledgement": {
    title: "The answer is no acknowledgement of a stream",
    detail: "Somebody else answered on this subject: a service, perhaps.",
    hint: "To see answers, send it as a request.",
  },
};

const notStored = "It is not stored.";
const rejections: Record<number, { title: string; hint: string }> = {
  10060: {
    title: "Another stream takes this subject",
    hint: `${notStored} Nats-Expected-Stream names one that does not.`,
  },
  10070: { title: "The last message is another one", hint: notStored },
  10071: {
    title: "The last sequence is another one",
    hint: `${notStored} Somebody has written meanwhile: the number in the server's words is the one to expect.`,
  },
  10077: { title: "The stream is full", hint: `${notStored} Its limits refuse new messages.` },
  10054: { title: "The stream takes no message of this size", hint: notStored },
  10166: {
    title: "The stream gives messages no lifetime of their own",
    hint: `${notStored} It takes allow_msg_ttl.`,
  },
  10167: {
    title: "The server has too much to store at the moment",
    hint: `${notStored} Publish more slowly.`,
  },
};
