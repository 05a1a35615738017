"use client";

import { useId, useRef, useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { BarSearch } from "@/components/ui/bar-search";
import { BarSelect } from "@/components/ui/bar-select";
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

const kinds = [
  { value: "text", label: "Text" },
  { value: "regex", label: "Expression" },
  { value: "json", label: "JSON path" },
] as const;
const keeps = keepChoices.map((value) => ({ value, label: Number(value).toLocaleString("en") }));

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
        <BarSelect
          label="Filter by"
          value={filter.kind}
          choices={kinds}
          onChange={(kind) => onFilter({ ...filter, kind })}
        />
        <label className="flex min-h-8 items-center gap-2 text-small max-md:min-h-10">
          <input
            type="checkbox"
            checked={isNoiseHidden}
            onChange={({ target }) => onNoise(target.checked)}
            className="size-4 accent-accent"
          />
          Hide inboxes and $ subjects
        </label>
        <span className="md:ml-auto">
          <BarSelect
            label="Keep last"
            isLabelShown={true}
            value={keep}
            choices={keeps}
            onChange={onKeep}
          />
        </span>
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
    <BarSearch
      ref={field}
      label="Filter messages"
      widthLook="w-64 max-md:w-full"
      placeholder={placeholders[filter.kind]}
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
    />
  );
}
