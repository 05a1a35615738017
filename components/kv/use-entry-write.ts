"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ProblemWords } from "@/components/ui/problem";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { KvChange, KvEntry, KvOutcome } from "@/lib/model/kv";
import { writeKvMutation } from "@/lib/queries/kv-entry";
import type { Written } from "./entry-undo";

/** What is to be done to a key, and what it is now. */
type Wish = {
  change: KvChange;
  was: KvEntry | null;
  olderGone?: number | undefined;
  /** Of a value that is edited: it is stored, or given up for what somebody else wrote; it can be merged until then. */
  onSettled?: () => void;
};

/** Somebody else has written meanwhile. */
export type Conflict = { wish: Wish; theirs: KvEntry | null; note: string | undefined };

/** Writing one key, what came of it, and what can be done about that. */
export type EntryWrite = {
  write: (wish: Wish) => void;
  isBusy: boolean;
  /** The newest write that was stored. */
  written: (Written & { note: string | undefined }) | undefined;
  problem: ProblemWords | undefined;
  conflict: Conflict | undefined;
  dismiss: () => void;
};

type Told = { written?: EntryWrite["written"]; problem?: ProblemWords; conflict?: Conflict };

/** Writes a key, once for each wish. */
export function useEntryWrite(connectionId: string, bucket: string, key: string): EntryWrite {
  const client = useQueryClient();
  const mutation = useMutation(writeKvMutation(client, connectionId));
  const [told, setTold] = useState<Told>({});
  const write = (wish: Wish) => {
    // A conflict stays in sight until the next answer.
    setTold(({ conflict }) => (conflict ? { conflict } : {}));
    const { change, was } = wish;
    const expected = was?.revision ?? 0n;
    // Also where the view has gone meanwhile: what was stored is no draft any more.
    mutation.mutateAsync({ bucket, key, change, expected }).then(
      (outcome) => {
        if (outcome.state === "stored" || outcome.state === "found-stored") {
          wish.onSettled?.();
        }
        setTold(toTold(outcome, wish));
      },
      (error: AppError) => setTold({ problem: describeError(error) }),
    );
  };
  return {
    write,
    isBusy: mutation.isPending,
    written: told.written,
    problem: told.problem,
    conflict: told.conflict,
    dismiss: () => setTold({}),
  };
}

const verbs = { put: "saved", delete: "deleted", purge: "purged" } as const;

function toTold(outcome: KvOutcome, wish: Wish): Told {
  const { change, was, olderGone } = wish;
  const done = (revision: bigint, note?: string): Told => ({
    written: { revision, change, was, olderGone, note },
  });
  switch (outcome.state) {
    case "stored":
      return done(outcome.revision);
    case "found-stored":
      return done(outcome.revision, "No answer came, so it was read back: it is stored.");
    case "conflict":
      return { conflict: { wish, theirs: outcome.current ?? null, note: undefined } };
    case "found-other": {
      const note =
        "No answer came. Another revision stands there now; whether this write came before it, nobody knows.";
      return { conflict: { wish, theirs: outcome.current, note } };
    }
    case "found-not-stored": {
      const theirs = outcome.current ?? null;
      if ((theirs?.revision ?? 0n) !== (was?.revision ?? 0n)) {
        const note = "No answer came, and it was not stored: somebody else was quicker.";
        return { conflict: { wish, theirs, note } };
      }
      return {
        problem: {
          title: `It was not ${verbs[change.kind]}`,
          detail: "No answer came, so the key was read back: it is as it was.",
          hint: "Nothing is sent again by itself.",
        },
      };
    }
    case "unknown":
      return {
        problem: {
          title: `It was ${verbs[change.kind]}, or it was not: the outcome is unknown`,
          detail: `No answer came, and it could not be read back: ${describeError(outcome.error).detail}`,
          hint: "Nothing is sent again by itself: look what stands there before you try again.",
        },
      };
  }
}
