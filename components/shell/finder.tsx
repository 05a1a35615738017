"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { type ReactNode, useEffect, useRef } from "react";
import type { Findable, Hit } from "./find";
import { finderInput } from "./finder-look";

type Props<T> = {
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  hits: readonly Hit<T>[];
  onChoose: (item: T) => void;
  onClose: () => void;
  row: (hit: Hit<T>) => ReactNode;
  /** What there is to do where nothing was found. */
  empty: ReactNode;
  foot?: ReactNode;
};

/** So long an Enter waits for something to choose. */
const patienceMs = 1_000;

/** A field, and under it what it finds: type, arrows, Enter. */
export function Finder<T extends Findable>({
  label,
  placeholder,
  query,
  onQuery,
  hits,
  onChoose,
  onClose,
  row,
  empty,
  foot,
}: Props<T>) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const field = input.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);
  const enteredMs = useRef(Number.NEGATIVE_INFINITY);
  const first = hits[0]?.item;
  useEffect(() => {
    if (first === undefined || performance.now() - enteredMs.current > patienceMs) return;
    enteredMs.current = Number.NEGATIVE_INFINITY;
    onChoose(first);
  }, [first, onChoose]);
  return (
    <Autocomplete.Root
      inline
      open
      mode="none"
      autoHighlight="always"
      items={hits}
      value={query}
      onValueChange={(value, { reason }) => {
        enteredMs.current = Number.NEGATIVE_INFINITY;
        if (reason !== "item-press") onQuery(value);
      }}
      onOpenChange={(_open, { reason }) => {
        if (reason === "escape-key") onClose();
      }}
      itemToStringValue={({ item }: Hit<T>) => item.text}
    >
      <Autocomplete.Input
        ref={input}
        // An Enter that comes before the list is drawn means its first line, as it would a moment later.
        onKeyDown={({ key, currentTarget }) => {
          if (key !== "Enter" || currentTarget.hasAttribute("aria-activedescendant")) return;
          if (first === undefined) enteredMs.current = performance.now();
          else onChoose(first);
        }}
        aria-label={label}
        placeholder={placeholder}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className={finderInput}
      />
      <Autocomplete.List
        aria-label={label}
        className="max-h-[min(26rem,60dvh)] scroll-py-1 overflow-y-auto overscroll-contain p-1 empty:hidden"
      >
        {hits.map((hit) => (
          <Autocomplete.Item
            key={hit.item.id}
            value={hit}
            onClick={() => onChoose(hit.item)}
            className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 data-highlighted:bg-hover max-md:min-h-11"
          >
            {row(hit)}
          </Autocomplete.Item>
        ))}
      </Autocomplete.List>
      <Autocomplete.Empty className="px-3.5 py-4 text-small text-soft empty:hidden">
        {empty}
      </Autocomplete.Empty>
      {foot}
    </Autocomplete.Root>
  );
}
