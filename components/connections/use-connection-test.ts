"use client";

import { useEffect, useReducer, useRef } from "react";
import { startConnectionTest, type TestSubject } from "@/lib/queries/connections-test-run";
import { nextProgress } from "./test-progress";
import type { TestProgress } from "./test-rows";

/** A test that can be started, cancelled and started again; it ends with the component. */
export type ConnectionTest = {
  /** Nothing before the first start. */
  progress: TestProgress | undefined;
  start: (subject: TestSubject) => void;
  cancel: () => void;
  /** Takes back what was said, of a draft that is another one now. */
  forget: () => void;
};

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
