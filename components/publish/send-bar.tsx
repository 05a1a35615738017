"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { formFault } from "./check-form";
import type { Form } from "./form";
import { refusalOf } from "./may-send";

type Props = { form: Form; verb: string; isBusy: boolean; children?: ReactNode };

/** The button that sends, and why it can't. */
export function SendBar({ form, verb, isBusy, children }: Props) {
  const refusal = refusalOfForm(form);
  return (
    <div className="grid gap-3">
      {refusal && <Problem calm words={refusal} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="primary" type="submit" isBusy={isBusy} reason={whyNotNow(form)}>
          {verb}
        </Button>
        {children}
      </div>
    </div>
  );
}

/** Why the form is not sent as it stands; undefined where it is. */
export function whyNotNow(form: Form): string | undefined {
  const { connection, draft, place } = form;
  if (!connection) return "The connection is not known yet.";
  return formFault(place.mode, place.subject, draft) ?? refusalOfForm(form)?.detail;
}

function refusalOfForm({ connection, draft, place }: Form) {
  return refusalOf(connection, place.mode, place.subject, draft.queue);
}
