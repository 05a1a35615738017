"use client";

import type { ReactNode } from "react";
import type { Form } from "./form";
import { GeneratedNote } from "./generated-note";
import { HeaderRows } from "./header-rows";
import { PayloadField } from "./payload-field";
import { SubjectInput } from "./subject-input";
import { takenBy } from "./subject-note";

type Props = {
  form: Form;
  /** What the payload is called. */
  payload?: string;
  /** What belongs under the subject. */
  children?: ReactNode;
};

/** Subject, headers and payload. */
export function MessageFields({ form, payload = "Payload", children }: Props) {
  const { place, draft, change, streams, known } = form;
  return (
    <>
      <SubjectInput
        value={place.subject}
        onChange={(subject) => place.change({ subject })}
        known={known}
        hint={place.mode === "publish" ? takenBy(place.subject, streams) : undefined}
        isPattern={place.mode === "respond"}
      />
      {children}
      <HeaderRows headers={draft.headers} onChange={(headers) => change({ headers })} />
      <PayloadField label={payload} text={draft.payload} file={draft.file} onChange={change} />
      <GeneratedNote subject={place.subject} draft={draft} />
    </>
  );
}
