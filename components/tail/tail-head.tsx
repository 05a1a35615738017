"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useClockSecond } from "@/components/shell/use-second";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { useFormat } from "@/components/ui/use-format";
import { formatFileName } from "@/lib/format/file-name";
import type { TailFrame, TailState } from "@/lib/model/tail";
import { exportTail, type TailSession } from "@/lib/queries/tail";

type Props = {
  frame: TailFrame | undefined;
  session: TailSession | undefined;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
  onClear: () => void;
};

/** The title, whether it listens, and what can be done with all that came. */
export function TailHead({ frame, session, isPaused, onPause, onClear }: Props) {
  useSpace(() => session && onPause(!isPaused));
  return (
    <div className="mb-4 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-4">
        <h1 className="font-semibold text-title">Tail</h1>
        {session && <State frame={frame} isPaused={isPaused} />}
      </div>
      {session && (
        <div className="flex flex-wrap items-center gap-2">
          <SaveButton run={session.run} rows={frame?.kept.rows ?? 0} />
          <Button onClick={onClear}>Clear</Button>
          <Button
            kind={isPaused ? "primary" : "plain"}
            aria-keyshortcuts="Space"
            title={isPaused ? "Resume (Space)" : "Pause (Space)"}
            className="min-w-20"
            onClick={() => onPause(!isPaused)}
          >
            {isPaused ? "Resume" : "Pause"}
          </Button>
        </div>
      )}
    </div>
  );
}

function State({ frame, isPaused }: { frame: TailFrame | undefined; isPaused: boolean }) {
  const format = useFormat();
  const now = useClockSecond();
  const state = frame?.state ?? { state: "opening" };
  if (state.state === "opening") return <Words>Connecting</Words>;
  if (state.state === "away") return <Words isTrouble>Not listening: {state.why}</Words>;
  if (state.state === "reading" || state.state === "following") {
    return <Words isTrouble={isPaused}>{storedWords(state, isPaused, format.exact)}</Words>;
  }
  if (frame && isPaused) {
    const { pausedNow } = frame;
    return (
      <Words isTrouble>Paused: {format.exact(pausedNow)} came since, counted and not listed</Words>
    );
  }
  return (
    <Words>
      Listening for {format.duration(Math.max(1_000, now - (frame?.countedSinceMs ?? now)))}
    </Words>
  );
}

type Stored = Extract<TailState, { state: "reading" | "following" }>;

function storedWords(state: Stored, isPaused: boolean, exact: (value: bigint) => string): string {
  const { stream, next } = state;
  if (isPaused) return `Paused: ${stream} is read on from sequence ${exact(next)} when you resume`;
  if (state.state === "reading") {
    return `Reading ${stream}, sequence ${exact(next)}: ${exact(state.left)} stored messages to go`;
  }
  return next > state.last + 1n
    ? `Waiting for sequence ${exact(next)}: ${stream} ends at ${exact(state.last)}`
    : `Following ${stream}: all is read up to sequence ${exact(next - 1n)}`;
}

function Words({
  isTrouble = false,
  children,
}: {
  isTrouble?: boolean;
  children: React.ReactNode;
}) {
  return (
    <p className={`text-small tabular-nums ${isTrouble ? "text-attention" : "text-soft"}`}>
      {children}
    </p>
  );
}

function SaveButton({ run, rows }: { run: string; rows: number }) {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const save = async () => {
    setState("busy");
    try {
      saveFile(await exportTail(run), formatFileName("tail", "jsonl"));
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  return (
    <>
      {state === "failed" && (
        <span role="alert" className="text-attention text-small">
          The file could not be written.
        </span>
      )}
      <Button
        isBusy={state === "busy"}
        reason={rows === 0 ? "Nothing is listed yet." : undefined}
        onClick={() => void save()}
      >
        Export JSON lines
      </Button>
    </>
  );
}

/** Space pauses, unless it is meant for a field, a button or a row. */
function useSpace(onSpace: () => void): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== " " || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const { target } = event;
    if (target instanceof Element && target.closest("input, textarea, select, button, a, summary"))
      return;
    if (document.querySelector("dialog[open], [popover]:popover-open")) return;
    event.preventDefault();
    onSpace();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => hear(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
