/** The steps of a connection's test, in their order; the first five once an address. */
export const testSteps = [
  "dns",
  "tcp",
  "tls",
  "hello",
  "auth",
  "account",
  "jetstream",
  "system",
  "monitoring",
] as const;

/** One of the steps. */
export type TestStep = (typeof testSteps)[number];

/** One row of a test; it comes twice, first as running. */
export type TestRow = {
  step: TestStep;
  /** Which address it is about, without user info; empty for the connection as a whole. */
  address: string;
  state: "running" | "ok" | "attention" | "failed" | "skipped";
  tookMs: number | undefined;
  /** What was seen, in one sentence. */
  seen: string;
  /** What was seen, by name: the certificate's subject, the server's version. */
  facts: TestFact[];
  advice: TestAdvice | undefined;
};

/** One thing that a step has found out. */
export type TestFact = { name: string; value: string };

/** What is likely wrong, and what to do about it. */
export type TestAdvice = {
  likely: string;
  whatToDo: string[];
  /** A piece of the server's configuration, or a command, that would mend it. */
  snippet?: { about: string; text: string };
};

/** The lines of a test's answer, one JSON a line. */
export type TestEvent =
  | { type: "row"; row: TestRow }
  | { type: "done"; ok: boolean }
  | { type: "error"; why: string };
