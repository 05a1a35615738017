import type { AppError } from "@/lib/errors/app-error";
import type { TestRow, TestStep } from "@/lib/model/connection-test";

/** A test as far as it has come. */
export type TestProgress = {
  state: "running" | "passed" | "failed" | "broken";
  rows: TestRow[];
  /** Why it could not run, or broke off. */
  why?: string;
  /** The refusal, where the console did not even begin. */
  error?: AppError;
};

/** The steps by the names that NATS and its people use. */
export const stepWords: Record<TestStep, string> = {
  dns: "DNS",
  tcp: "TCP",
  tls: "TLS",
  hello: "NATS hello",
  auth: "Authentication",
  account: "Account",
  jetstream: "JetStream",
  system: "System account",
  monitoring: "Monitoring URL",
};

/** The state of a row: a word, a shape, a colour. */
export const stateFaces: Record<TestRow["state"], { word: string; mark: string; tone: string }> = {
  running: { word: "Running", mark: "◌", tone: "text-unknown" },
  ok: { word: "OK", mark: "●", tone: "text-ok" },
  attention: { word: "Attention", mark: "◐", tone: "text-attention" },
  failed: { word: "Failed", mark: "✕", tone: "text-trouble" },
  skipped: { word: "Skipped", mark: "–", tone: "text-unknown" },
};

/** The rows after one more: a step that is told again takes the place of its first word. */
export function applyRow(rows: TestRow[], row: TestRow): TestRow[] {
  const at = rows.findIndex(({ step, address }) => step === row.step && address === row.address);
  return at === -1 ? [...rows, row] : rows.with(at, row);
}

/** The rows by address, in the order of their first; those of the connection as a whole have none. */
export function groupRows(rows: TestRow[]): { address: string; rows: TestRow[] }[] {
  const addresses = [...new Set(rows.map(({ address }) => address))];
  return addresses.map((address) => ({
    address,
    rows: rows.filter((row) => row.address === address),
  }));
}

/** The outcome in one sentence. */
export function sumUp({ state, rows, why }: TestProgress): string {
  if (state === "running") return "Testing…";
  if (state === "broken") return why ?? "The test broke off.";
  const failed = rows.find((row) => row.state === "failed");
  if (state === "failed") {
    return failed ? `Failed at ${stepWords[failed.step]}: ${failed.seen}` : "It does not connect.";
  }
  const notes = rows.filter((row) => row.state === "attention" || row.state === "failed").length;
  if (notes === 0) return "It connects.";
  return `It connects; ${notes} ${notes === 1 ? "step needs" : "steps need"} a look.`;
}

/** The whole test as plain text, for a ticket or a chat. The console sends nothing secret in it. */
export function toReport(label: string, progress: TestProgress): string {
  const lines = [`Test of ${label}: ${sumUp(progress)}`];
  for (const { address, rows } of groupRows(progress.rows)) {
    lines.push("", address || "The connection as a whole");
    lines.push(...rows.flatMap(toReportLines));
  }
  return `${lines.join("\n")}\n`;
}

function toReportLines({ step, state, tookMs, seen, facts, advice }: TestRow): string[] {
  const took = tookMs === undefined ? "" : ` (${tookMs} ms)`;
  return [
    `  ${stateFaces[state].word.padEnd(9)} ${stepWords[step]}${took}: ${seen}`,
    ...facts.map(({ name, value }) => `            ${name}: ${value}`),
    ...(advice ? [`            Likely: ${advice.likely}`] : []),
    ...(advice?.whatToDo ?? []).map((what) => `            - ${what}`),
    ...(advice?.snippet?.text.split("\n") ?? []).map((line) => `              ${line}`),
  ];
}
