import type { Faults, FieldName } from "./check-draft";
import type { Draft } from "./draft";

/** What every part of the form is given: the draft, how to change it, and what is wrong with it. */
export type FormPart = {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  /** Only what is to be said now. */
  faults: Faults;
  /** Says that a field was left: what is wrong with it may be said from now on. */
  leave: (field: FieldName) => void;
};
