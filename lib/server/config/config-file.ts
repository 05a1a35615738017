import { dirname } from "node:path";
import type { ConnectionProblem } from "@/lib/model/connection";
import { type Machine, machineIn } from "@/lib/server/connections/machine";
import type { Unusable } from "@/lib/server/connections/settings";
import type { Target } from "@/lib/server/connections/target";
import type { HistorySettings } from "@/lib/server/history/settings";
import { toTarget } from "./config-connection";
import { configSchema, connectionSchema } from "./config-schema";
import { type ConfigText, fieldOf, parseConfigText, wordsOfIssue } from "./config-text";
import { readHistorySettings } from "./history-settings";

/** What a configuration file says. */
export type ConfigContent = {
  defaultId: string | undefined;
  targets: Target[];
  /** The ids of the connections that are there and can't be used. */
  wrongIds: string[];
  problems: ConnectionProblem[];
  /** What it says of the history, and what of that can't be. */
  history: { settings: Partial<HistorySettings>; problems: ConnectionProblem[] };
  /** Every file that it was read from, to see when one of them changes. */
  files: string[];
};

/** Reads the file; `ok` is false when nothing of it can be used. */
export function readConfigFile(
  path: string,
  machine: Machine,
): { ok: true; content: ConfigContent } | { ok: false; problem: ConnectionProblem } {
  const wrong = (why: string, line?: number) => ({
    ok: false as const,
    problem: {
      where: path,
      ...(line ? { line } : {}),
      why,
      what: "mend the file; it is read again by itself",
    },
  });
  const file = machine.read(path);
  if (!file.ok) return wrong(`it can't be read: ${file.why}`);
  const parsed = parseConfigText(file.text);
  if (!parsed.ok) return wrong(parsed.bad.why, parsed.bad.line);
  // A file of comments only says nothing, which is not wrong.
  const whole = configSchema.safeParse(parsed.text.value ?? {});
  if (!whole.success)
    return { ok: false, problem: problemOf(whole.error.issues, path, "", parsed.text) };
  const files = [path];
  const near = machineIn(machine, dirname(path), (read) => void files.push(read));
  const content: ConfigContent = {
    ...{ defaultId: whole.data.default, targets: [], wrongIds: [], problems: [], files },
    history: readHistory(whole.data.history ?? {}, path, parsed.text),
  };
  for (const [index, given] of (whole.data.connections ?? []).entries()) {
    readConnection(given, `connections[${index}]`, path, parsed.text, near, content);
  }
  checkDefault(content, path, parsed.text);
  return { ok: true, content };
}

function readHistory(
  given: Parameters<typeof readHistorySettings>[0],
  path: string,
  text: ConfigText,
): ConfigContent["history"] {
  const { settings, faults } = readHistorySettings(given);
  const problems = faults.map(({ field, why, what }) =>
    located({ ok: false, why, what, from: `history.${field}` }, path, text),
  );
  return { settings, problems };
}

function readConnection(
  given: unknown,
  at: string,
  path: string,
  text: ConfigText,
  machine: Machine,
  content: ConfigContent,
): void {
  const { targets, wrongIds, problems } = content;
  const parsed = connectionSchema.safeParse(given);
  if (!parsed.success) {
    problems.push(problemOf(parsed.error.issues, path, at, text));
    const id = (given as { id?: unknown } | null)?.id;
    if (typeof id === "string") wrongIds.push(id);
    return;
  }
  const { id } = parsed.data;
  if (targets.some((target) => target.id === id)) {
    const why = "another connection of this file has this id";
    problems.push(
      located({ ok: false, why, what: "give each its own", from: `${at}.id` }, path, text),
    );
    return;
  }
  const made = toTarget(parsed.data, at, machine);
  if (made.ok) {
    targets.push(made.target);
    return;
  }
  problems.push(located(made, path, text));
  wrongIds.push(id);
}

function checkDefault(
  { defaultId, targets, wrongIds, problems }: ConfigContent,
  path: string,
  text: ConfigText,
) {
  if (defaultId === undefined || wrongIds.includes(defaultId)) return;
  if (targets.some(({ id }) => id === defaultId)) return;
  const why = "no connection of this file has this id";
  problems.push(
    located({ ok: false, why, what: "name one that is there", from: "default" }, path, text),
  );
}

function problemOf(
  [issue]: Parameters<typeof fieldOf>[0][],
  path: string,
  at: string,
  text: ConfigText,
): ConnectionProblem {
  if (!issue) return { where: path, why: "it is not what it should be", what: "see README" };
  const field = fieldOf(issue, at);
  return located({ ok: false, ...wordsOfIssue(issue), from: field }, path, text);
}

/** A problem with its place; the field is not said twice. */
function located({ why, what, from }: Unusable, path: string, text: ConfigText): ConnectionProblem {
  if (from === undefined || from === "") return { where: path, why, what };
  // Where several fields are meant, the first one is where one looks.
  const [first = from] = from.split(", ");
  const field = first.replace(/^address \d+ of /, "");
  const line = text.lineOf(field);
  const said = why.startsWith(`${from} `) ? why.slice(from.length + 1) : why;
  return { where: path, ...(line === undefined ? {} : { line }), field, why: said, what };
}
