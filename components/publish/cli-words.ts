import { fillIn, type GeneratedValues, hasPlaces } from "@/lib/format/generated-values";
import { printable } from "@/lib/format/printable";
import type { MessageTemplate } from "@/lib/model/publish";
import type { Draft } from "@/lib/model/publish-draft";
import { namedHeaders, toTemplate } from "./to-message";

/** A command of the nats CLI, and what is to be known beside its words. */
export type Command = { words: string[]; note?: string };

/** How a text stands in a command: with its value, or with the command's own word for such a value. */
type Fill = (text: string) => string;

const onStandardInput = "The payload goes to its standard input.";
const ownValues = "{{ID}}, {{Count}} and {{TimeStamp}} are the command's own values of this kind.";

/** `nats pub …` for the form; undefined where the command can't do the same. */
export function publishCommand(
  subject: string,
  draft: Draft,
  values: GeneratedValues,
): Command | undefined {
  const template = toTemplate(subject, draft);
  const isMany = draft.count !== "1";
  const pause = isMany ? pauseOf(draft) : undefined;
  const reply = template.reply === undefined ? [] : ["--reply", fillIn(template.reply, values)];
  return toCommand(isMany ? inItsWords : (text) => fillIn(text, values), template, [
    ...["nats", "pub", ...(draft.awaitsAck ? ["--jetstream"] : [])],
    ...(isMany ? ["--count", draft.count] : []),
    ...(pause === undefined ? [] : ["--sleep", pause]),
    ...reply,
  ]);
}

/** `nats request …` for the form. */
export function requestCommand(
  subject: string,
  draft: Draft,
  values: GeneratedValues,
): Command | undefined {
  const { gathers, answers, silence, timeout } = draft;
  const template = toTemplate(subject, { ...draft, awaitsAck: false, reply: "" });
  return toCommand((text) => fillIn(text, values), template, [
    ...["nats", "request", "--timeout", timeout],
    ...(gathers === "count" ? ["--replies", answers] : []),
    ...(gathers === "silence" ? ["--replies", "0", "--reply-timeout", silence] : []),
    ...(gathers === "time" ? ["--replies", "0", "--reply-timeout", timeout] : []),
  ]);
}

/** `nats reply …` for the form; it takes no payload from a file. */
export function replyCommand(subject: string, draft: Draft): Command | undefined {
  const payload = draft.file?.bytes ?? draft.payload;
  const queue = draft.queue === "" ? [] : ["--queue", draft.queue];
  const template = { subject, headers: namedHeaders(draft), payload };
  const command = toCommand(inItsWords, template, ["nats", "reply", ...queue]);
  return command?.words.includes("--force-stdin") ? undefined : command;
}

/** Undefined where a value stays that the command has nothing like, or would take for its own. */
function toCommand(fill: Fill, template: MessageTemplate, first: string[]): Command | undefined {
  const subject = fill(template.subject);
  const headers = template.headers.map(({ name, value }) => `${name}:${fill(value)}`);
  const text = typeof template.payload === "string" ? fill(template.payload) : undefined;
  const all = [subject, ...headers, text ?? ""];
  if (all.some((part) => hasPlaces(part) || part.replace(itsWords, "").includes("{{"))) {
    return undefined;
  }
  const notes = all.some((part) => part.search(itsWords) >= 0) ? [ownValues] : [];
  const words = [...first, ...headers.flatMap((header) => ["-H", header])];
  if (text !== undefined && isWord(text)) return noted([...words, subject, text], notes);
  return noted([...words, "--force-stdin", subject], [...notes, onStandardInput]);
}

function noted(words: string[], notes: readonly string[]): Command {
  return notes.length === 0 ? { words } : { words, note: notes.join(" ") };
}

/** A terminal takes it as one word, and the command not as an option. */
function isWord(text: string): boolean {
  return text.length <= 2_000 && text === printable(text) && !text.startsWith("-");
}

function inItsWords(text: string): string {
  return text
    .replaceAll("{{uuid}}", "{{ID}}")
    .replaceAll("{{n}}", "{{Count}}")
    .replaceAll("{{now}}", "{{TimeStamp}}");
}

const itsWords = /\{\{(ID|Count|TimeStamp)\}\}/g;

function pauseOf({ rate }: Draft): string | undefined {
  return rate === "" ? undefined : `${Math.max(1, Math.round(1_000 / Number(rate)))}ms`;
}
