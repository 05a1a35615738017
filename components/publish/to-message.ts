import { parseDuration } from "@/lib/format/parse-duration";
import type { HeaderLine, MessageTemplate, PublishRun, RequestPlan } from "@/lib/model/publish";
import type { Draft } from "@/lib/model/publish-draft";

/** The message that the form describes, places for values and all. */
export function toTemplate(subject: string, draft: Draft): MessageTemplate {
  return {
    subject,
    ...(draft.awaitsAck || draft.reply === "" ? {} : { reply: draft.reply }),
    headers: [...namedHeaders(draft), ...(draft.awaitsAck ? ackHeaders(draft) : [])],
    payload: draft.file?.bytes ?? draft.payload,
  };
}

/** The headers that were typed; a line without a name is none. */
export function namedHeaders({ headers }: Draft): HeaderLine[] {
  return headers.filter(({ name }) => name !== "");
}

/** Many messages as the form describes them. */
export function toRun(subject: string, draft: Draft): PublishRun {
  return {
    template: toTemplate(subject, draft),
    awaitsAck: draft.awaitsAck,
    count: Number(draft.count),
    ...(draft.rate === "" ? {} : { ratePerSec: Number(draft.rate) }),
  };
}

/** When the answers of a request are all there. */
export function toGathering(draft: Draft): Omit<RequestPlan, "message"> {
  const timeoutMs = toMs(draft.timeout);
  switch (draft.gathers) {
    case "count":
      return { most: Number(draft.answers), timeoutMs };
    case "silence":
      return { silenceMs: toMs(draft.silence), timeoutMs };
    case "time":
      return { timeoutMs };
    default:
      return { most: 1, timeoutMs };
  }
}

/** What a stream is told by headers, as far as it was filled in. */
function ackHeaders(draft: Draft): HeaderLine[] {
  const lines = [
    { name: "Nats-Msg-Id", value: draft.messageId },
    { name: "Nats-Expected-Stream", value: draft.expectedStream },
    { name: "Nats-Expected-Last-Sequence", value: draft.expectedLastSequence },
    { name: "Nats-Expected-Last-Subject-Sequence", value: draft.expectedLastSubjectSequence },
    { name: "Nats-TTL", value: draft.ttl },
  ];
  return lines.filter(({ value }) => value !== "");
}

function toMs(text: string): number {
  const parsed = parseDuration(text);
  return parsed.ok ? Number(parsed.ns) / 1_000_000 : 0;
}
