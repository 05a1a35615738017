import { isReadable, showControls, toText } from "@/lib/format/payload";
import type { MessageRow } from "@/lib/model/message-page";
import type { SearchExpression } from "@/lib/model/search";
import { toRow } from "./messages-row";
import type { StoredMessage } from "./stored-message";

/** A line begins with few letters before what was looked for: how many it has room for is not known here. */
const lettersBefore = 16;
const mostLetters = 240;
/** Further in, nobody is shown where the text stands: the message itself is. */
const mostBytes = 1_024 * 1_024;

/** A row whose preview shows the text that was looked for, where it stands in a payload that is text. */
export function toHitRow(
  message: StoredMessage,
  isDirect: boolean,
  { by, text, isCaseExact }: SearchExpression,
): MessageRow {
  const row = toRow(message, isDirect);
  if (by !== "text" || row.preview.kind === "binary") return row;
  const find = (within: string) =>
    isCaseExact ? within.indexOf(text) : within.toLowerCase().indexOf(text.toLowerCase());
  const shownAt = find(row.preview.text);
  const isShown = shownAt >= 0 && shownAt <= lettersBefore;
  if (isShown || message.data.length > mostBytes) return row;
  const body = toText(message.data);
  const at = isReadable(body) ? find(body.text) : -1;
  if (at < 0) return row;
  const from = Math.max(0, at - lettersBefore);
  const part = body.text.slice(from, from + mostLetters);
  const isCut = from + mostLetters < body.text.length;
  const words = `${from > 0 ? "…" : ""}${part.replace(/\s+/g, " ")}${isCut ? "…" : ""}`;
  return { ...row, preview: { kind: "text", text: showControls(words) } };
}
