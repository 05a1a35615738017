"use client";

import { controlLook, Field } from "@/components/ui/field";
import { SubjectChoices, useSubjectChoices } from "@/components/ui/subject-choices";
import { checkSubject } from "@/lib/format/subject";
import { isWordy, subjectNote } from "./subject-note";

type Props = {
  value: string;
  onChange: (subject: string) => void;
  known: readonly string[];
  /** What takes it, or another word about it. */
  hint?: string | undefined;
  /** Whether wildcards may stand in it. */
  isPattern: boolean;
};

/** One subject, with what is known offered while it is typed. */
export function SubjectInput({ value, onChange, known, hint, isPattern }: Props) {
  const list = useSubjectChoices(value, known, [value]);
  const rules = { wildcards: isPattern, reserved: true };
  // A dot at the end is on its way to a token.
  const fault = value === "" ? undefined : checkSubject(value.replace(/\.$/, ""), rules);
  const note = subjectNote(value);
  return (
    <Field label="Subject" hint={note ?? hint} error={fault}>
      {(tie) => (
        <div className="relative">
          <input
            {...tie}
            type="text"
            {...list.tie}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            placeholder="orders.created"
            value={value}
            onChange={({ target }) => {
              onChange(target.value);
              list.open();
            }}
            onKeyDown={(event) => {
              if (list.onKey(event)) return;
              if (event.key !== "Enter" || isWordy(event) || list.marked === undefined) return;
              event.preventDefault();
              onChange(list.marked);
              list.close();
            }}
            onBlur={list.close}
            className={`${controlLook} h-8 font-mono text-small`}
          />
          <SubjectChoices
            label="Subject"
            list={list}
            onChoose={(subject) => {
              onChange(subject);
              list.close();
            }}
          />
        </div>
      )}
    </Field>
  );
}
