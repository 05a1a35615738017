"use client";

import { useEffect, useRef, useState } from "react";
import type { AppError } from "@/lib/errors/app-error";
import type { Responder, ResponderState } from "@/lib/model/publish";
import { startResponder } from "@/lib/queries/publish";

/** A responder that runs until it is stopped or the page is left. */
export type ResponderHolder = {
  /** What runs, or ran last. */
  responder: Responder | undefined;
  state: ResponderState | undefined;
  isRunning: boolean;
  error: AppError | undefined;
  start: (responder: Responder) => void;
  stop: () => void;
};

/** Holds it while the form beside it does something else. */
export function useResponder(connectionId: string): ResponderHolder {
  const [responder, setResponder] = useState<Responder>();
  const [state, setState] = useState<ResponderState>();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<AppError>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  return {
    ...{ responder, state, isRunning, error },
    start: (next) => {
      setResponder(next);
      setState(undefined);
      setError(undefined);
      setRunning(true);
      const running = startResponder(connectionId, next, setState);
      stop.current = running.stop;
      void running.done.then((reading) => {
        setRunning(false);
        if (reading.ok) setState(reading.value);
        else setError(reading.error);
      });
    },
    stop: () => stop.current?.(),
  };
}
