"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { adviseSubject, checkSubject, type SubjectRules } from "@/lib/format/subject";
import { Field, type FieldProps } from "./field";
import { SubjectChoices, useSubjectChoices } from "./subject-choices";
import { SubjectToken } from "./subject-token";

type Props = FieldProps & {
  /** Also those that can't be used: they are marked, and the caller decides with `checkSubject`. */
  value: readonly string[];
  onChange: (value: string[]) => void;
  rules: SubjectRules;
  /** Subjects that are known, offered while one is typed. */
  known?: readonly string[];
  placeholder?: string;
  onBlur?: () => void;
};

/** One or several subjects; Enter or a space ends one. */
export function SubjectField(props: Props) {
  const { label, hint, error, value, onChange, rules, known = [], placeholder, onBlur } = props;
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const list = useSubjectChoices(typed, known, value);
  const add = (text: string) => {
    const added = text.split(/\s+/).filter((subject) => subject !== "");
    if (added.length > 0) onChange([...new Set([...value, ...added])]);
    setTyped("");
    list.close();
  };
  const remove = (subject: string) => {
    onChange(value.filter((other) => other !== subject));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (list.onKey(event)) return;
    if (event.key === "Enter" && typed !== "") {
      event.preventDefault();
      add(list.marked ?? typed);
    } else if (event.key === "Backspace" && typed === "" && value.length > 0) {
      event.preventDefault();
      onChange(value.slice(0, -1));
      setTyped(value.at(-1) ?? "");
    }
  };
  const said = judge(value, typed, rules);
  return (
    <Field label={label} hint={said.advice ?? hint} error={said.fault ?? error}>
      {(tie) => (
        <div className="relative">
          <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-edge bg-raised px-1 py-0.5 outline-offset-2 focus-within:outline-2 focus-within:outline-accent has-aria-invalid:border-trouble">
            {value.map((subject) => (
              <SubjectToken
                key={subject}
                subject={subject}
                isWrong={checkSubject(subject, rules) !== undefined}
                onRemove={() => remove(subject)}
              />
            ))}
            <input
              {...tie}
              ref={input}
              type="text"
              {...list.tie}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={typed}
              placeholder={value.length === 0 ? placeholder : undefined}
              onChange={({ target }) => {
                if (/\s/.test(target.value)) add(target.value);
                else {
                  setTyped(target.value);
                  list.open();
                }
              }}
              onKeyDown={onKeyDown}
              onBlur={() => {
                add(typed);
                onBlur?.();
              }}
              className="h-6 min-w-24 flex-1 bg-transparent px-1.5 font-mono text-small outline-none placeholder:text-soft"
            />
          </div>
          <SubjectChoices label={label} list={list} onChoose={add} />
        </div>
      )}
    </Field>
  );
}

type Said = { fault?: string | undefined; advice?: string | undefined };

/** What is wrong with one that stands there; else what is to be said of the one that is typed, or of the last. */
function judge(value: readonly string[], typed: string, rules: SubjectRules): Said {
  for (const subject of value) {
    const fault = checkSubject(subject, rules);
    if (fault !== undefined) return { fault: `${subject}: ${fault}` };
  }
  // A dot at the end is on its way to a token.
  const begun = typed.replace(/\.$/, "");
  if (begun !== "") {
    const fault = checkSubject(begun, rules);
    return fault === undefined ? { advice: adviseSubject(begun) } : { fault };
  }
  const advised = value.find((subject) => adviseSubject(subject) !== undefined);
  return advised === undefined ? {} : { advice: `${advised}: ${adviseSubject(advised)}` };
}
