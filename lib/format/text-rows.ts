/** Where each row of a text begins: at each line's start, and where a line is longer than a row is wide. */
export function toTextRows(text: string, columns: number, mostRows: number): number[] {
  const starts: number[] = [];
  let at = 0;
  let lineEnd = 0;
  while (at < text.length && starts.length < mostRows) {
    starts.push(at);
    // Looked for once a line: a text of one line would else be read anew for each of its rows.
    if (at >= lineEnd) lineEnd = endOfLine(text, at);
    at = cutRow(text, Math.min(lineEnd, at + columns), lineEnd);
  }
  return starts;
}

/** The text of one row, without its line's end. */
export function textOfRow(text: string, starts: readonly number[], row: number): string {
  return text.slice(starts[row], starts[row + 1] ?? text.length).replace(/\r?\n$/, "");
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

/** A line's end belongs to its row, and two halves of one letter stay together. */
function cutRow(text: string, cut: number, lineEnd: number): number {
  if (cut < lineEnd && (isLowHalf(text.charCodeAt(cut)) || text[cut] === "\n")) return cut + 1;
  return cut;
}

function isLowHalf(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
