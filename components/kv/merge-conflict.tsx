"use client";

import { Segments } from "@/components/ui/segments";
import type { ConflictPart } from "@/lib/format/merge-lines";
import { Lines } from "./merge-parts";
import type { Choice } from "./merge-texts";
import { ValueEditor } from "./value-editor";

type Props = {
  /** "Conflict 1 of 2" */
  name: string;
  part: ConflictPart;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
};

const choices = [
  { value: "theirs", label: "Theirs" },
  { value: "mine", label: "Mine" },
  { value: "both", label: "Theirs, then mine" },
  { value: "edit", label: "Write it" },
] as const;

/** A place that both changed: what was there, theirs and mine, and which of them is to stand. */
export function MergeConflict({ name, part, choice, onChoose }: Props) {
  const pick = (value: "" | Choice["pick"]) => {
    if (value === "") return;
    onChoose(value === "edit" ? { pick: "edit", text: part.mine.join("\n") } : { pick: value });
  };
  return (
    <section
      aria-label={name}
      className={`my-1 border-l-2 px-2 py-2 ${choice ? "border-ok" : "border-attention"}`}
    >
      <div className="grid gap-2 md:grid-cols-3">
        <Column word="Base" lines={part.base} look="text-soft" />
        <Column word="Theirs" lines={part.theirs} look="bg-hover" />
        <Column word="Mine" lines={part.mine} look="bg-select" />
      </div>
      <div className="mt-2 font-sans">
        <Segments label={name} value={choice?.pick ?? ""} choices={choices} onChange={pick} />
        {choice?.pick === "edit" && (
          <ValueEditor
            label="These lines"
            text={choice.text}
            faultAt={undefined}
            onChange={(text) => onChoose({ pick: "edit", text })}
          />
        )}
      </div>
    </section>
  );
}

type ColumnProps = { word: string; lines: readonly string[]; look: string };

function Column({ word, lines, look }: ColumnProps) {
  return (
    <section aria-label={word} className="min-w-0">
      <p className="font-sans text-soft text-tiny">{word}</p>
      {lines.length === 0 ? (
        <p className="font-sans text-soft">nothing</p>
      ) : (
        <div className={`max-h-60 overflow-auto rounded ${look}`}>
          <Lines lines={lines} sign=" " look="" />
        </div>
      )}
    </section>
  );
}
