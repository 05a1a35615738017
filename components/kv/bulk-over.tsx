"use client";

import { RadioGroup } from "@/components/ui/radio-group";

type Props = { bucket: string; isOver: boolean; onOver: (isOver: boolean) => void };

/** What becomes of keys that have another value already. */
export function OverChoice({ bucket, isOver, onOver }: Props) {
  return (
    <RadioGroup
      label={`Where a key has another value in ${bucket}`}
      value={isOver ? "over" : "leave"}
      choices={[
        { value: "leave", label: "Leave what is there", hint: "Only new keys are written." },
        {
          value: "over",
          label: "Write over what differs",
          hint: "As a new revision; the bucket's history keeps the one before.",
        },
      ]}
      onChange={(next) => onOver(next === "over")}
    />
  );
}
