// Plain JavaScript, because `npm start` reports its first steps before anything is installed.

/** @typedef {{progress: (text: string) => void, done: (text: string) => void, warn: (text: string) => void, fail: (why: string, whatToDo: string) => void}} Step */
/** @typedef {{isTTY?: boolean, columns?: number, write: (text: string) => unknown}} Output */

const quietMs = 5_000;

/**
 * Prints one line a step: on a terminal a line that changes while the step goes on, elsewhere (CI, a
 * log) a line whenever there is news, at most every five seconds.
 * @param {Output} out
 * @returns {{begin: (name: string, what: string) => Step, note: (text: string) => void}}
 */
export function createSteps(out = process.stdout) {
  return { begin: (name, what) => beginStep(out, name, what), note: (text) => note(out, text) };
}

/** @param {Output} out @param {string} text */
function note(out, text) {
  clear(out);
  out.write(`              ${text}\n`);
}

/** @param {Output} out @param {string} name @param {string} what @returns {Step} */
function beginStep(out, name, what) {
  const startedMs = performance.now();
  let shownMs = startedMs;
  let now = what;
  const draw = () => {
    // A line that wraps could not be drawn over.
    const room = Math.max(20, (out.columns ?? 80) - 1);
    if (out.isTTY) out.write(`\r\x1b[K${line("·", name, now, startedMs).slice(0, room)}`);
  };
  const timer = out.isTTY ? setInterval(draw, 1_000) : undefined;
  timer?.unref();
  draw();
  /** @param {string} mark @param {string} text */
  const end = (mark, text) => {
    clearInterval(timer);
    clear(out);
    out.write(`${line(mark, name, text, startedMs)}\n`);
  };
  return {
    progress: (text) => {
      now = text;
      draw();
      if (!out.isTTY && performance.now() - shownMs >= quietMs) {
        shownMs = performance.now();
        out.write(`${line("·", name, text, startedMs)}\n`);
      }
    },
    done: (text) => end("✓", text),
    // Not as wished, and no reason to stop.
    warn: (text) => end("!", text),
    fail: (why, whatToDo) => {
      end("✗", "failed");
      out.write(`\n${indent(why)}\n\n  What to do: ${indent(whatToDo).trimStart()}\n`);
    },
  };
}

/** @param {Output} out */
function clear(out) {
  if (out.isTTY) out.write("\r\x1b[K");
}

/** @param {string} mark @param {string} name @param {string} text @param {number} startedMs */
function line(mark, name, text, startedMs) {
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  return `  ${mark} ${name.padEnd(10)}${text.padEnd(56)} ${seconds.padStart(6)} s`;
}

/** @param {string} text */
function indent(text) {
  return text
    .trimEnd()
    .split("\n")
    .map((row) => `  ${row}`)
    .join("\n");
}
