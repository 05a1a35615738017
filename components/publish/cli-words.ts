import { fillIn, type GeneratedValues } from "@/lib/format/generated-values";
import { printable } from "@/lib/format/printable";
import type { HeaderLine, MessageTemplate } from "@/lib/model/publish";
import type { Draft } from "@/lib/model/publish-draft";
import { namedHeaders, toTemplate } from "./to-message";

/** A command of the nats CLI, and what it needs beside its words. */
export type Command = { words: string[]; note?: string };

const onStandardInput = "The payload goes to its standard input.";

/** `nats pub …` for the form, its values filled in. */
export function publishCommand(subject: string, draft: Draft, values: GeneratedValues): Command {
  const template = toTemplate(subject, draft);
  const many = draft.count === "1" ? [] : ["--count", draft.count];
  const pause = rest(draft);
  return withBody(template, values, [
    ...["nats", "pub", ...(draft.awaitsAck ? ["--jetstream"] : [])],
    ...many,
    ...(pause === undefined || many.length === 0 ? [] : ["--sleep", pause]),
    ...(template.reply === undefined ? [] : ["--reply", fillIn(template.reply, values)]),
    ...headerWords(template.headers, values),
  ]);
}

/** `nats request …` for the form. */
export function requestCommand(subject: string, draft: Draft, values: GeneratedValues): Command {
  const template = toTemplate(subject, { ...draft, awaitsAck: false, reply: "" });
  const { gathers, answers, silence, timeout } = draft;
  return withBody(template, values, [
    ...["nats", "request", "--timeout", timeout],
    ...(gathers === "count" ? ["--replies", answers] : []),
    ...(gathers === "silence" ? ["--replies", "0", "--reply-timeout", silence] : []),
    ...(gathers === "time" ? ["--replies", "0", "--reply-timeout", timeout] : []),
    ...headerWords(template.headers, values),
  ]);
}

/** `nats reply …` for the form. */
export function replyCommand(subject: string, draft: Draft, values: GeneratedValues): Command {
  const template = {
    subject,
    headers: namedHeaders(draft),
    payload: draft.file?.bytes ?? draft.payload,
  };
  const queue = draft.queue === "" ? [] : ["--queue", draft.queue];
  const words = ["nats", "reply", ...queue, ...headerWords(template.headers, values)];
  return withBody(template, values, words);
}

/** The payload is a word where a terminal takes it as one. */
function withBody(template: MessageTemplate, values: GeneratedValues, words: string[]): Command {
  const { subject, payload } = template;
  const name = fillIn(subject, values);
  const text = typeof payload === "string" ? fillIn(payload, values) : undefined;
  const isWord =
    text !== undefined && text.length <= 2_000 && text === printable(text) && !text.startsWith("-");
  if (isWord) return { words: [...words, name, text] };
  return { words: [...words, "--force-stdin", name], note: onStandardInput };
}

function headerWords(headers: readonly HeaderLine[], values: GeneratedValues): string[] {
  return headers.flatMap(({ name, value }) => ["-H", `${name}:${fillIn(value, values)}`]);
}

function rest({ rate }: Draft): string | undefined {
  return rate === "" ? undefined : `${Math.max(1, Math.round(1_000 / Number(rate)))}ms`;
}
