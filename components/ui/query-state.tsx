"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Button } from "./button";
import { Problem, type ProblemWords } from "./problem";
import { useFormat } from "./use-format";

/** What is known of something that was asked for, as plain facts. */
export type QueryFacts<T> = {
  /** The newest that was read, also when a later reading failed. */
  data: T | undefined;
  /** When that was. */
  readMs: number;
  error: (ProblemWords & { canRetry?: boolean }) | undefined;
  /** Asks again. */
  retry?: () => void;
  isRetrying?: boolean;
};

type Props<T> = {
  state: QueryFacts<T>;
  /** Takes the room that the data will take. */
  skeleton: ReactNode;
  isEmpty?: (data: T) => boolean;
  /** Why there is nothing, and what to do about it. */
  empty?: ReactNode;
  children: (data: T) => ReactNode;
};

/** The four faces of what was asked for: on its way, failed, nothing there, there. Old data stays under an error. */
export function QueryState<T>({ state, skeleton, isEmpty, empty, children }: Props<T>) {
  const { data, error } = state;
  if (data === undefined) return error ? <Failed state={state} error={error} /> : wait(skeleton);
  const content = isEmpty?.(data) ? empty : children(data);
  return (
    <>
      {error && <Failed state={state} error={error} />}
      <div className={error ? "mt-3 opacity-75 grayscale" : "contents"}>{content}</div>
    </>
  );
}

function wait(skeleton: ReactNode) {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading
      </span>
      {skeleton}
    </div>
  );
}

type FailedProps = { state: QueryFacts<unknown>; error: ProblemWords & { canRetry?: boolean } };

function Failed({ state: { data, readMs, retry, isRetrying = false }, error }: FailedProps) {
  const mayRetry = retry !== undefined && error.canRetry !== false;
  return (
    <>
      <Problem
        words={error}
        action={
          mayRetry && (
            <Button isBusy={isRetrying} onClick={retry}>
              Try again
            </Button>
          )
        }
      />
      {data !== undefined && <Age readMs={readMs} />}
    </>
  );
}

/** Beside the alert, which would be read aloud anew with each second. */
function Age({ readMs }: { readMs: number }) {
  const format = useFormat();
  const [nowMs, setNowMs] = useState(readMs);
  useEffect(() => {
    const look = () => setNowMs(Date.now());
    const first = setTimeout(look);
    const timer = setInterval(look, 1_000);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return (
    <p className="mt-1 pl-3.5 text-attention text-small tabular-nums">
      Below is what was known {format.age(nowMs - readMs)}.
    </p>
  );
}
