"use client";

import { useState } from "react";
import { Tabs } from "@/components/ui/tabs";
import type { MergePart } from "@/lib/format/merge-lines";
import { MergeConflict } from "./merge-conflict";
import { MergeChanged, MergeSame } from "./merge-parts";
import { type Choice, type Choices, type MergeResult, resultOf } from "./merge-texts";
import { ValueEditor } from "./value-editor";

type Props = { parts: readonly MergePart[]; onResult: (result: MergeResult) => void };

/** What came on each side, line by line; where both changed the same, one is chosen or written. */
export function MergeLines({ parts, onResult }: Props) {
  const [choices, setChoices] = useState<Choices>({});
  const [view, setView] = useState<"changes" | "result">("changes");
  const [typed, setTyped] = useState<string>();
  const conflicts = parts.flatMap((part, place) => (part.kind === "conflict" ? [place] : []));
  const result = resultOf(parts, choices);
  const choose = (place: number, choice: Choice) => {
    const next = { ...choices, [place]: choice };
    setChoices(next);
    setTyped(undefined);
    onResult(resultOf(parts, next));
  };
  const type = (text: string) => {
    setTyped(text);
    onResult({ text, unresolved: 0 });
  };
  return (
    <div className="mt-3">
      <Tabs
        label="Merge"
        chosen={view}
        onChoose={setView}
        aside={<span className="text-small text-soft">{countWords(parts, result.unresolved)}</span>}
        tabs={[
          {
            id: "changes",
            label: "Changes",
            content: () => (
              <div className="max-h-[50dvh] overflow-auto rounded-md border border-line font-mono text-small">
                {placed(parts).map(({ part, place }) => (
                  <Part
                    key={place}
                    part={part}
                    name={`Conflict ${conflicts.indexOf(place) + 1} of ${conflicts.length}`}
                    choice={choices[place]}
                    onChoose={(choice) => choose(place, choice)}
                  />
                ))}
              </div>
            ),
          },
          {
            id: "result",
            label: typed === undefined ? "Result" : "Result (edited)",
            content: () =>
              result.unresolved > 0 && typed === undefined ? (
                <p className="text-soft">Choose first what becomes of each conflict.</p>
              ) : (
                <ValueEditor
                  label="Merged value"
                  text={typed ?? result.text}
                  faultAt={undefined}
                  onChange={type}
                />
              ),
          },
        ]}
      />
    </div>
  );
}

type PartProps = {
  part: MergePart;
  name: string;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
};

function Part({ part, ...rest }: PartProps) {
  if (part.kind === "same") return <MergeSame lines={part.lines} />;
  if (part.kind === "conflict") return <MergeConflict part={part} {...rest} />;
  return <MergeChanged part={part} />;
}

/** With the place of each, which it is known by. */
function placed(parts: readonly MergePart[]) {
  return parts.map((part, place) => ({ part, place }));
}

function countWords(parts: readonly MergePart[], unresolved: number): string {
  const conflicts = parts.filter(({ kind }) => kind === "conflict").length;
  if (conflicts === 0) return "No conflicts: both can stand.";
  const open = unresolved === 0 ? "all chosen" : `${unresolved} open`;
  return `${conflicts} ${conflicts === 1 ? "conflict" : "conflicts"}, ${open}`;
}
