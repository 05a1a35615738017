"use client";

import { useEffect, useReducer, useRef } from "react";
import type { Reading } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { TestEvent } from "@/lib/model/connection-test";
import { startConnectionTest, type TestSubject } from "@/lib/queries/connections-test-run";
import { applyRow, type TestProgress } from "./test-rows";

/** A test that can be started, cancelled and started again; it ends with the component. */
export type ConnectionTest = {
  /** Nothing before the first start. */
  progress: TestProgress | undefined;
  start: (subject: TestSubject) => void;
  cancel: () => void;
  /** Takes back what was said, of a draft that is another one now. */
  forget: () => void;
};

type Action =
  | { type: "start" }
  | { type: "cancel" }
  | { type: "forget" }
  | { type: "end"; outcome: Reading<null> }
  | TestEvent;

/** Runs tests, one at a time. */
export function useConnectionTest(): ConnectionTest {
  const [progress, dispatch] = useReducer(nextProgress, undefined);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  return {
    progress,
    start(subject) {
      stop.current?.();
      dispatch({ type: "start" });
      stop.current = startConnectionTest(subject, {
        hear: dispatch,
        end: (outcome) => dispatch({ type: "end", outcome }),
      });
    },
    cancel() {
      stop.current?.();
      dispatch({ type: "cancel" });
    },
    forget() {
      stop.current?.();
      dispatch({ type: "forget" });
    },
  };
}

function nextProgress(
  progress: TestProgress | undefined,
  action: Action,
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
