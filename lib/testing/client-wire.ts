/** One frame as a client sends it, in its plainest spelling. */
export type WireFrame = { verb: string; words: string[]; content: string };

/** All frames in what was sent to a server, and what stands behind the last whole one. */
export type WireText = { frames: WireFrame[]; rest: string };

const lines = [
  /^(PING)$/,
  /^(PONG)$/,
  /^(SUB) ([^ \t\r\n]+)(?: ([^ \t\r\n]+))? ([^ \t\r\n]+)$/,
  /^(UNSUB) ([^ \t\r\n]+)(?: (0|[1-9]\d*))?$/,
  /^(PUB) ([^ \t\r\n]+)(?: ([^ \t\r\n]+))? (0|[1-9]\d*)$/,
  /^(HPUB) ([^ \t\r\n]+)(?: ([^ \t\r\n]+))? (0|[1-9]\d*) (0|[1-9]\d*)$/,
];

/**
 * Reads what goes to a server, by another way than the gateway's own parser, so that one can check the other. Knows the
 * plainest spelling and nothing else; throws at anything that is no frame. Bytes are read as latin1.
 */
export function parseClientWire(text: string): WireText {
  const frames: WireFrame[] = [];
  let at = 0;
  for (;;) {
    const end = text.indexOf("\r\n", at);
    if (end === -1) return { frames, rest: text.slice(at) };
    const line = text.slice(at, end);
    const [, verb, ...words] = lines.map((form) => form.exec(line)).find(Boolean) ?? [];
    if (verb === undefined) throw new Error(`no frame: ${JSON.stringify(line.slice(0, 100))}`);
    const begin = end + 2;
    if (!verb.endsWith("PUB")) {
      frames.push({ verb, words: words.filter((word) => word !== undefined), content: "" });
      at = begin;
      continue;
    }
    const size = Number(words.at(-1));
    const content = text.slice(begin, begin + size);
    const behind = text.slice(begin + size, begin + size + 2);
    if (!"\r\n".startsWith(behind)) throw new Error(`no line end behind ${JSON.stringify(line)}`);
    if (behind.length < 2) return { frames, rest: text.slice(at) };
    frames.push({ verb, words: words.filter((word) => word !== undefined), content });
    at = begin + size + 2;
  }
}
