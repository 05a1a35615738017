import type { ConnectionSummary } from "@/lib/model/connection";
import type { Draft } from "@/lib/model/publish-draft";
import type { StreamRow } from "@/lib/model/streams";
import type { Place } from "./place";

/** What every part of the form is given. */
export type Form = {
  connectionId: string;
  connection: ConnectionSummary | undefined;
  place: Place;
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  /** Puts it into the history, as it stands. */
  keep: () => void;
  streams: readonly StreamRow[];
  /** Subjects to begin with. */
  known: readonly string[];
};
