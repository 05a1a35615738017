"use client";

import { Fold } from "./fold";
import { Greyed } from "./greyed";
import { TextArea } from "./text-area";

type Props = {
  /** `key=value`, one a line. */
  value: string;
  error: string | undefined;
  /** Why it can't be used. */
  reason: string | undefined;
  /** What can't be typed in lines, by its keys: an edit never loses it. */
  untyped: readonly string[];
  onChange: (value: string) => void;
};

/** What is noted of something, folded away where nothing is. */
export function MetadataField({ value, error, reason, untyped, onChange }: Props) {
  const notes = value.split("\n").filter((line) => line.trim() !== "");
  const stays =
    untyped.length === 0
      ? ""
      : ` What can't be said in a line stays as it is: ${untyped.join(", ")}.`;
  return (
    <Fold
      title="Notes"
      holds={notes.length > 0 ? notes.join(", ") : "none"}
      isOpen={notes.length > 0}
    >
      <Greyed isOff={reason !== undefined}>
        <TextArea
          label="Metadata"
          hint={reason ?? `key=value, one a line.${stays}`}
          value={value}
          onChange={onChange}
          error={error}
        />
      </Greyed>
    </Fold>
  );
}
