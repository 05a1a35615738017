"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AppError } from "@/lib/errors/app-error";
import type { ConnectionSettings } from "@/lib/model/connection-settings";
import { readConnectionSettings, saveConnectionMutation } from "@/lib/queries/connections";
import { closeView } from "./open-view";

/** What is looked at before it is saved: because it is production, or because somebody else was quicker. */
export type Review = {
  why: "production" | "elsewhere";
  /** What is stored. */
  before: ConnectionSettings;
  after: ConnectionSettings;
};

/** The saving of a form, with what has to be looked at first. */
export type ConnectionSave = {
  error: AppError | null;
  isPending: boolean;
  isSuccess: boolean;
  review: Review | undefined;
  submit: (settings: ConnectionSettings, onRefused: () => void) => void;
  /** What was looked at is meant. */
  confirm: () => void;
  /** Back to the form. */
  leave: () => void;
  reset: () => void;
};

/** Saves a connection; of production, and over what another has saved, only after a look at what changes. */
export function useConnectionSave(
  id: string | undefined,
  opened: ConnectionSettings | undefined,
): ConnectionSave {
  const save = useMutation(saveConnectionMutation(useQueryClient()));
  const [review, setReview] = useState<Review>();

  const send = (
    after: ConnectionSettings,
    known: ConnectionSettings | undefined,
    onRefused?: () => void,
  ) =>
    save.mutate(
      { settings: after, id, opened: known },
      {
        onSuccess: (saved) => closeView(saved.id),
        onError: (error) => {
          if (error.kind !== "changed-elsewhere" || id === undefined) return onRefused?.();
          readConnectionSettings(id).then(
            (before) => setReview({ why: "elsewhere", before, after }),
            onRefused,
          );
        },
      },
    );
  return {
    error: save.error,
    isPending: save.isPending,
    isSuccess: save.isSuccess,
    review,
    submit(after, onRefused) {
      const isReviewed = opened?.production && JSON.stringify(after) !== JSON.stringify(opened);
      if (isReviewed) setReview({ why: "production", before: opened, after });
      else send(after, opened, onRefused);
    },
    // What was looked at is what may be written over, and nothing newer.
    confirm: () => review && send(review.after, review.before),
    leave: () => setReview(undefined),
    reset: () => save.reset(),
  };
}
