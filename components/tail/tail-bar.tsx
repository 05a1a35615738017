"use client";

import { Search } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import type { TailFilter } from "@/lib/model/tail";
import { keepChoices } from "@/lib/url/tail";

type Keep = (typeof keepChoices)[number];

type Props = {
  filter: TailFilter;
  problem: string | undefined;
  isNoiseHidden: boolean;
  keep: Keep;
  onFilter: (filter: TailFilter) => void;
  onNoise: (isHidden: boolean) => void;
  onKeep: (keep: Keep) => void;
};

const control = "h-8 rounded-md border border-edge bg-raised text-small max-md:h-10";
const kinds = [
  { kind: "text", words: "Text" },
  { kind: "regex", words: "Expression" },
  { kind: "json", words: "JSON path" },
] as const;

/** What of it is listed, and how much is kept. */
export function TailBar(props: Props) {
  const { filter, problem, isNoiseHidden, keep, onFilter, onNoise, onKeep } = props;
  const problemId = useId();
  return (
    <div className="mb-2 grid gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <FilterField
          // Another filter from the address is another text; what is typed is not.
          key={filter.text === "" ? "none" : filter.kind}
          filter={filter}
          problemId={problem === undefined ? undefined : problemId}
          onFilter={onFilter}
        />
        <select
          aria-label="Filter by"
          value={filter.kind}
          onChange={({ target }) =>
            onFilter({
              ...filter,
              kind: kinds.find(({ kind }) => kind === target.value)?.kind ?? "text",
            })
          }
          className={`${control} px-2`}
        >
          {kinds.map(({ kind, words }) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </select>
        <label className="flex min-h-8 items-center gap-2 text-small max-md:min-h-10">
          <input
            type="checkbox"
            checked={isNoiseHidden}
            onChange={({ target }) => onNoise(target.checked)}
            className="size-4 accent-accent"
          />
          Hide inboxes and $ subjects
        </label>
        <label className="flex items-center gap-2 text-small md:ml-auto">
          Keep last
          <select
            value={keep}
            onChange={({ target }) =>
              onKeep(keepChoices.find((choice) => choice === target.value) ?? "10000")
            }
            className={`${control} px-2`}
          >
            {keepChoices.map((choice) => (
              <option key={choice} value={choice}>
                {Number(choice).toLocaleString("en")}
              </option>
            ))}
          </select>
        </label>
      </div>
      {problem !== undefined && (
        <p id={problemId} role="alert" className="text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {problem}
        </p>
      )}
    </div>
  );
}

const placeholders: Record<TailFilter["kind"], string> = {
  text: "Filter subject, headers, payload",
  regex: "Such as order \\d+",
  json: '$.total >= 100, status = "paid"',
};

type FieldProps = {
  filter: TailFilter;
  problemId: string | undefined;
  onFilter: (filter: TailFilter) => void;
};

function FilterField({ filter, problemId, onFilter }: FieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(filter.text);
  useShortcut("/", "Filter messages", () => field.current?.focus(), "This page");
  const change = (next: string) => {
    setText(next);
    onFilter({ ...filter, text: next });
  };
  return (
    <label className="relative flex items-center max-md:w-full">
      <span className="sr-only">Filter messages</span>
      <Search aria-hidden="true" className="absolute left-2.5 size-3.5 text-soft" />
      <input
        ref={field}
        type="search"
        placeholder={placeholders[filter.kind]}
        autoComplete="off"
        spellCheck={false}
        aria-keyshortcuts="/"
        aria-invalid={problemId !== undefined || undefined}
        aria-describedby={problemId}
        value={text}
        onChange={({ target }) => change(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || text === "") return;
          event.preventDefault();
          event.stopPropagation();
          change("");
        }}
        className={`${control} w-64 pr-2 pl-8 placeholder:text-soft aria-invalid:border-trouble max-md:w-full`}
      />
    </label>
  );
}
