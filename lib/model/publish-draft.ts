import type { HeaderLine } from "./publish";

/** A file as a payload: its bytes are sent as they are. */
export type PayloadFile = { name: string; bytes: Uint8Array };

/** What stands in the form, as it was typed. */
export type Draft = DraftTexts & {
  headers: HeaderLine[];
  awaitsAck: boolean;
  file?: PayloadFile | undefined;
};

/** The fields of one line, and the payload as text. */
type DraftTexts = {
  payload: string;
  reply: string;
  messageId: string;
  expectedStream: string;
  expectedLastSequence: string;
  expectedLastSubjectSequence: string;
  ttl: string;
  count: string;
  rate: string;
  /** How many answers are waited for: "first", "count", "silence", "time". */
  gathers: string;
  answers: string;
  silence: string;
  timeout: string;
  queue: string;
};

/** A form that nobody has filled in. */
export const emptyDraft: Draft = {
  headers: [],
  awaitsAck: false,
  payload: "",
  reply: "",
  // Sent again by hand after an unknown outcome, it is stored once (R05).
  messageId: "{{uuid}}",
  expectedStream: "",
  expectedLastSequence: "",
  expectedLastSubjectSequence: "",
  ttl: "",
  count: "1",
  rate: "",
  gathers: "first",
  answers: "3",
  silence: "300ms",
  timeout: "5s",
  queue: "",
};
