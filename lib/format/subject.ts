/** What a subject may be where it is typed. */
export type SubjectRules = {
  /** Whether `*` and `>` may stand for tokens: yes where is subscribed, no where is published. */
  wildcards: boolean;
  /** Whether it may be one of the server's own, which begin with `$`. */
  reserved: boolean;
};

/** Why this can't be the subject, in words; undefined when it can. */
export function checkSubject(subject: string, rules: SubjectRules): string | undefined {
  const tokens = subject.split(".");
  if (subject === "") return "Give a subject, such as orders.created.";
  if (/\s/.test(subject)) return "A subject has no spaces.";
  if (/\p{Cc}/u.test(subject)) return "A subject has no control characters.";
  if (tokens.includes("")) return "A token is empty: a dot stands between two others.";
  if (!rules.wildcards && tokens.some((token) => token === "*" || token === ">")) {
    return "Only one subject is meant here: no * and no >.";
  }
  if (tokens.slice(0, -1).includes(">")) return "> stands for all that follows, so it comes last.";
  if (!rules.reserved && subject.startsWith("$")) {
    return "Subjects that begin with $ belong to NATS itself.";
  }
  return undefined;
}

/** What the NATS guides would say of a subject that can be used; undefined when they would say nothing. */
export function adviseSubject(subject: string): string | undefined {
  const tokens = subject.split(".");
  if (subject === ">" || subject === "*.>") {
    return "This takes in every subject, also those of NATS itself: name the first token.";
  }
  if (tokens.some((token) => /[*>]/.test(token) && token.length > 1)) {
    return "* and > are wildcards as tokens of their own only; inside one they are plain letters.";
  }
  if (tokens[0] === "*") return "A first token that is named keeps other services out.";
  if (subject.startsWith("$")) return undefined;
  if (tokens.length > 16)
    return "More than 16 tokens are hard on the server's index and on readers.";
  if (new TextEncoder().encode(subject).length >= 256) return "Keep subjects below 256 bytes.";
  if (/[^\w\-.*>]/.test(subject)) return "Letters, digits, - and _ work in every client and tool.";
  return /\p{Lu}/u.test(subject) && /\p{Ll}/u.test(subject)
    ? "Capitals count: Orders and orders are two subjects. One case throughout is safer."
    : undefined;
}
