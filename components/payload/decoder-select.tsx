"use client";

import { useId } from "react";
import { type DecoderChoice, decoderNames, decoderWords } from "@/lib/format/decoded";
import { type DecoderScope, subjectPattern } from "@/lib/queries/decoder-choices";

type Props = {
  choice: DecoderChoice;
  scope: DecoderScope | undefined;
  onChoose: (choice: DecoderChoice) => void;
};

/** As what the payload is read; quiet, because it is right by itself for most. */
export function DecoderSelect({ choice, scope, onChoose }: Props) {
  const id = useId();
  const kept =
    scope &&
    `Kept in this browser for ${subjectPattern(scope.subject)}${scope.stream ? ` in ${scope.stream}` : ""}`;
  return (
    <span className="flex items-center gap-1.5 text-small text-soft" title={kept}>
      <label htmlFor={id}>Read as</label>
      <select
        id={id}
        value={choice}
        onChange={({ target }) => {
          const name = decoderNames.find((known) => known === target.value);
          onChoose(name ?? "auto");
        }}
        className={`h-7 [field-sizing:content] rounded-md bg-transparent px-1 hover:bg-hover hover:text-ink max-md:h-10 ${choice === "auto" ? "" : "font-medium text-ink"}`}
      >
        <option value="auto">recognised</option>
        {decoderNames.map((name) => (
          <option key={name} value={name}>
            {decoderWords[name]}
          </option>
        ))}
      </select>
    </span>
  );
}
