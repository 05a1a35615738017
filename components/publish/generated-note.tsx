"use client";

import { useState } from "react";
import { fillIn, generatedValues, hasPlaces, makeValues } from "@/lib/format/generated-values";
import type { Draft } from "@/lib/model/publish-draft";

/** The values that can stand anywhere in a message, and what the first one becomes. */
export function GeneratedNote({ subject, draft }: { subject: string; draft: Draft }) {
  const [values] = useState(() => makeValues(1));
  const { payload, file, headers } = draft;
  const text = file ? "" : payload;
  const isUsed = [subject, text, ...headers.map(({ value }) => value)].some(hasPlaces);
  const preview = [
    fillIn(subject, values),
    ...headers.map(({ name, value }) => `${name}: ${fillIn(value, values)}`),
    fillIn(text, values),
  ];
  return (
    <details className="text-small">
      <summary className="cursor-pointer text-soft">
        Values made as it is sent: {generatedValues.map(({ name }) => name).join(" ")}
      </summary>
      <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {generatedValues.map(({ name, words }) => (
          <div key={name} className="contents">
            <dt className="font-mono">{name}</dt>
            <dd className="text-soft">{words}</dd>
          </div>
        ))}
      </dl>
      {isUsed && (
        <section aria-label="The first message" className="mt-2">
          <h3 className="text-soft">The first would be</h3>
          <pre className="max-h-48 overflow-auto whitespace-pre-wrap rounded-md bg-hover px-2.5 py-1.5 font-mono [overflow-wrap:anywhere]">
            {preview.join("\n").slice(0, 4_000)}
          </pre>
        </section>
      )}
    </details>
  );
}
