"use client";

import { type KeyboardEvent, useId, useState } from "react";

const most = 8;
const steps = new Map([
  ["ArrowDown", 1],
  ["ArrowUp", -1],
]);

/** What is offered for the subject that is typed, and which of it the arrow keys have reached. */
export type SubjectList = {
  id: string;
  /** What ties the field that is typed into to the list. */
  tie: {
    role: "combobox";
    "aria-expanded": boolean;
    "aria-controls": string;
    "aria-autocomplete": "list";
    "aria-activedescendant": string | undefined;
  };
  isOpen: boolean;
  choices: readonly string[];
  marked: string | undefined;
  open: () => void;
  close: () => void;
  /** Takes the keys that belong to the list; true when it did. */
  onKey: (event: KeyboardEvent) => boolean;
};

/** Known subjects that hold what is typed; those that begin with it come first. */
export function useSubjectChoices(
  typed: string,
  known: readonly string[],
  chosen: readonly string[],
): SubjectList {
  const id = useId();
  const [isWanted, setWanted] = useState(false);
  const [at, setAt] = useState(-1);
  const choices = typed === "" ? [] : pick(typed, known, chosen);
  const isOpen = isWanted && choices.length > 0;
  const index = isOpen ? Math.min(at, choices.length - 1) : -1;
  const close = () => {
    setWanted(false);
    setAt(-1);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.key === "Escape" && isOpen) {
      // What the field stands in stays open.
      event.stopPropagation();
      event.preventDefault();
      close();
      return true;
    }
    const step = steps.get(event.key);
    if (step === undefined || choices.length === 0) return false;
    event.preventDefault();
    setWanted(true);
    // One place more than there are choices: that of the text itself.
    const places = choices.length + 1;
    setAt(((index + 1 + step + places) % places) - 1);
    return true;
  };
  return {
    id,
    tie: {
      role: "combobox",
      "aria-expanded": isOpen,
      "aria-controls": id,
      "aria-autocomplete": "list",
      "aria-activedescendant": index < 0 ? undefined : `${id}-${index}`,
    },
    isOpen,
    choices,
    marked: choices[index],
    open: () => {
      setWanted(true);
      setAt(-1);
    },
    close,
    onKey,
  };
}

type Props = {
  label: string;
  list: SubjectList;
  onChoose: (subject: string) => void;
};

/** The list under the field. */
export function SubjectChoices({ label, list, onChoose }: Props) {
  return (
    <div
      id={list.id}
      role="listbox"
      aria-label={`Known subjects for ${label}`}
      hidden={!list.isOpen}
      className="absolute inset-x-0 top-full z-20 mt-1 max-h-64 overflow-y-auto rounded-md border border-line bg-raised py-1 shadow-lg"
    >
      {list.choices.map((subject, index) => (
        <div
          key={subject}
          id={`${list.id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={subject === list.marked}
          // Before the field is left, which would take what is typed.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(subject);
          }}
          className="cursor-pointer truncate px-2.5 py-1 font-mono text-small hover:bg-hover aria-selected:bg-select"
        >
          {subject}
        </div>
      ))}
    </div>
  );
}

function pick(typed: string, known: readonly string[], chosen: readonly string[]): string[] {
  const wanted = typed.toLowerCase();
  const fitting = known.filter(
    (subject) => subject.toLowerCase().includes(wanted) && !chosen.includes(subject),
  );
  const [first, second] = [true, false].map((begins) =>
    fitting.filter((subject) => subject.toLowerCase().startsWith(wanted) === begins),
  );
  return [...(first ?? []), ...(second ?? [])].slice(0, most);
}
