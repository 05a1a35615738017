import type { AppError } from "@/lib/errors/app-error";
import type { PublishOutcome } from "@/lib/model/publish";

/** What a stream's refusal means to an object store. */
const rejections: Record<number, string> = {
  10002: "The account has used up what it may store.",
  10023: "The server has no room left.",
  10028: "The account has used up the memory it may store in.",
  10047: "The account, or the server, has no storage left.",
  10054: "The object store takes no message of this size: its max message size is less.",
  10077: "The object store is full: it takes nothing until objects go, or its max bytes is raised.",
  10109: "The object store is sealed: nothing in it changes any more.",
};

/** A refusal of what was to be stored, in the words of stores. */
export function toRefusal(what: string, code: number, description: string): AppError {
  const detail = rejections[code];
  if (detail === undefined) return { kind: "jetstream", what, code, description };
  const title = `${what} was not stored`;
  return { kind: "console", title, detail: `${detail} (${description}, ${code})` };
}

/** The same of a publish that was answered, but not with a sequence. */
export function toUnstored(
  what: string,
  subject: string,
  outcome: Exclude<PublishOutcome, { state: "stored" | "unknown" }>,
): AppError {
  switch (outcome.state) {
    case "refused":
      return outcome.error;
    case "rejected":
      return toRefusal(what, outcome.code, outcome.description);
    case "too-large": {
      const { sizeBytes, maxBytes } = outcome;
      return {
        kind: "console",
        title: `${what} was not stored`,
        detail: `Its metadata has ${sizeBytes} bytes; the server takes ${maxBytes} at most (max_payload).`,
      };
    }
    default:
      return { kind: "no-responders", what, subject };
  }
}
