"use client";

import { TextField } from "@/components/ui/text-field";
import { countFault, rateFault } from "./check-form";
import type { Form } from "./form";

/** How many, and how quickly one after the other. */
export function ManyFields({ form: { draft, change } }: { form: Form }) {
  return (
    <div className="grid max-w-md grid-cols-2 items-start gap-3">
      <TextField
        label="Count"
        error={countFault(draft.count)}
        inputMode="numeric"
        value={draft.count}
        onChange={(count) => change({ count: count.trim() })}
        className="tabular-nums"
      />
      <TextField
        label="Rate"
        hint="Messages a second; empty is as fast as it goes."
        error={rateFault(draft.rate)}
        inputMode="decimal"
        value={draft.rate}
        onChange={(rate) => change({ rate: rate.trim() })}
        className="tabular-nums"
      />
    </div>
  );
}
