"use client";

import { useState } from "react";
import { checkDraft, type Faults, type FieldName, type Surroundings } from "./check-draft";
import { type Draft, toSettings } from "./draft";
import type { FormPart } from "./form-part";

/** A draft with its checks: what is wrong is said once a field was left, or all of it was asked for. */
export type DraftState = FormPart & {
  isDirty: boolean;
  /** All that is wrong, said or not. */
  allFaults: Faults;
  /** Says from now on all that is wrong. */
  sayAll: () => void;
};

/** Holds what is typed into the form of a connection. */
export function useDraft(initial: Draft, around: Surroundings): DraftState {
  const [draft, setDraft] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(new Set());
  const [isAllSaid, setAllSaid] = useState(false);
  const allFaults = checkDraft(draft, around);
  const said = Object.entries(allFaults).filter(
    ([field]) => isAllSaid || left.has(field as FieldName),
  );
  return {
    draft,
    change: (changes) => setDraft((now) => ({ ...now, ...changes })),
    faults: Object.fromEntries(said),
    leave: (field) => setLeft((now) => new Set([...now, field])),
    isDirty: JSON.stringify(toSettings(draft)) !== JSON.stringify(toSettings(initial)),
    allFaults,
    sayAll: () => setAllSaid(true),
  };
}
