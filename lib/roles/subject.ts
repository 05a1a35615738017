/** True for what can be subscribed to: `>` stands at the end only, and no token is empty. */
export function isPattern(pattern: string): boolean {
  const tokens = pattern.split(".");
  return tokens.every((token, at) => token !== "" && (token !== ">" || at === tokens.length - 1));
}

/** True for what can be published to: no token is empty, and none is a wildcard. */
export function isLiteral(subject: string): boolean {
  return !emptyOrWildcard.test(subject);
}

const emptyOrWildcard = /(?:^|\.)[*>]?(?:\.|$)/;

/** A consumer of the console's own making: with 22 random characters, so that nobody's own has such a name. */
const ephemeral = "{eph}";
const ephemeralName = /^ui-.*[0-9A-Za-z]{22}/;

/** True when the pattern takes in every subject that `subject`, itself maybe a pattern, stands for. */
export function covers(pattern: string, subject: string): boolean {
  const wide = pattern.split(".");
  const narrow = subject.split(".");
  for (const [at, token] of wide.entries()) {
    const other = narrow[at];
    if (other === undefined) return false;
    if (token === ">") return true;
    if (!takesIn(token, other)) return false;
  }
  return narrow.length === wide.length;
}

/** True when there is a subject that both patterns match. */
export function overlaps(a: string, b: string): boolean {
  const left = a.split(".");
  const right = b.split(".");
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const one = left[at];
    const other = right[at];
    if (one === undefined || other === undefined) return false;
    if (one === ">" || other === ">") return true;
    if (one !== "*" && other !== "*" && one !== other) return false;
  }
  return true;
}

/** Shorter ones could be guessed. */
export const shortestInboxToken = 16;

/**
 * The token that makes `P.T` or `P.T.…` one client's own inbox, where P is the prefix; undefined for any other subject.
 * It is as good as a secret: nobody else can guess it, and no wildcard stands in its place.
 */
export function inboxToken(subject: string, prefix: string): string | undefined {
  if (!subject.startsWith(`${prefix}.`) || !isPattern(subject)) return undefined;
  const [token = ""] = subject.slice(prefix.length + 1).split(".", 1);
  return token.length >= shortestInboxToken ? token : undefined;
}

function takesIn(token: string, other: string): boolean {
  if (token === ephemeral) return ephemeralName.test(other);
  return other === token || (token === "*" && other !== ">");
}
