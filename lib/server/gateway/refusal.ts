/** A frame that was not let through. */
export type Refusal = {
  operation: "publish" | "reply" | "subscription" | "maximum";
  subject: string;
  queue?: string | undefined;
  /** What is in the way, in words; empty when it is the subject itself. */
  why: string;
};

/** Longer ones are cut: the answer to a frame is never much longer than the frame. */
const maxShown = 256;

/** The answer in nats-server's own words, by which clients know what they were refused; the reason stands behind them. */
export function formatRefusal({ operation, subject, queue, why }: Refusal): Buffer {
  const shown = quote(subject);
  const behind = why === "" ? "" : `: ${plain(why)}`;
  if (operation === "maximum") return formatError(`Maximum Subscriptions Exceeded${behind}`);
  if (operation === "reply") {
    return formatError(`Permissions Violation for Publish with Reply of ${shown}${behind}`);
  }
  if (operation === "publish") {
    return formatError(`Permissions Violation for Publish to ${shown}${behind}`);
  }
  const group = queue === undefined ? "" : ` using queue ${quote(queue)}`;
  return formatError(`Permissions Violation for Subscription to ${shown}${group}${behind}`);
}

function formatError(words: string): Buffer {
  return Buffer.from(`-ERR '${words}'\r\n`);
}

/** As Go's %q does it, so that a name with a quote in it ends where it ends. */
function quote(name: string): string {
  return `"${plain(name).replace(/["\\]/g, "\\$&")}"`;
}

function plain(words: string): string {
  const shown = words.length > maxShown ? `${words.slice(0, maxShown)}…` : words;
  return shown.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "?").replaceAll("'", "’");
}
