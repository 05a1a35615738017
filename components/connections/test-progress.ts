import type { Reading } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { TestEvent } from "@/lib/model/connection-test";
import { applyRow, type TestProgress } from "./test-rows";

/** What can happen to a test. */
export type TestAction =
  | { type: "start" }
  | { type: "cancel" }
  | { type: "forget" }
  | { type: "end"; outcome: Reading<null> }
  | TestEvent;

/** A test after one thing more; nothing before the first start. */
export function nextProgress(
  progress: TestProgress | undefined,
  action: TestAction,
): TestProgress | undefined {
  const rows = progress?.rows ?? [];
  switch (action.type) {
    case "start":
      return { state: "running", rows: [] };
    case "row":
      return { state: "running", rows: applyRow(rows, action.row) };
    case "done":
      return { state: action.ok ? "passed" : "failed", rows };
    case "error":
      return { state: "broken", rows, why: action.why };
    case "cancel":
      return { state: "broken", rows: withoutRunning(rows), why: "Cancelled." };
    case "forget":
      return undefined;
    case "end":
      return endOf(progress, action.outcome);
  }
}

/** The end of the answer says something only where no event has said it before. */
function endOf(progress: TestProgress | undefined, outcome: Reading<null>): TestProgress {
  if (progress && progress.state !== "running") return progress;
  const rows = withoutRunning(progress?.rows ?? []);
  if (outcome.ok) return { state: "broken", rows, why: "The test broke off without a word." };
  const { title, detail, hint } = describeError(outcome.error);
  const why = [`${title}.`, detail, hint].filter(Boolean).join(" ");
  return { state: "broken", rows, why, error: outcome.error };
}

function withoutRunning(rows: TestProgress["rows"]): TestProgress["rows"] {
  return rows.filter(({ state }) => state !== "running");
}
