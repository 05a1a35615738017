"use client";

import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { BarSearch } from "@/components/ui/bar-search";
import { BarSelect } from "@/components/ui/bar-select";
import { Button } from "@/components/ui/button";
import type { SearchExpression } from "@/lib/model/search";
import { SearchStatus } from "./search-status";
import type { Search } from "./use-search";
import type { MessagesView } from "./use-view";

type Props = { view: MessagesView; search: Search | undefined };

type By = SearchExpression["by"];

const kinds: readonly { value: By; label: string; placeholder: string }[] = [
  { value: "text", label: "Text", placeholder: "Search subject, headers, payload" },
  { value: "regex", label: "Expression", placeholder: "order-\\d+|^Trace-Id: 4f" },
  { value: "json", label: "JSON path", placeholder: "$.order.total >= 100" },
];

/** What is searched for, through the whole stream, and how far that is. */
export function SearchBar({ view, search }: Props) {
  const expression = view.search?.expression;
  return (
    <search className="mb-3 grid gap-2">
      <SearchForm {...{ view, search }} />
      {search && expression && <SearchStatus {...{ search, expression }} filter={view.filter} />}
    </search>
  );
}

/** What is typed; another search from the address is another text. */
function useDraft(on: SearchExpression | undefined) {
  const from = JSON.stringify(on ?? null);
  const [draft, setDraft] = useState({ from, ...(on ?? empty) });
  if (draft.from !== from) setDraft({ ...(on ?? { ...draft, text: "" }), from });
  const change = (part: Partial<SearchExpression>) => setDraft((now) => ({ ...now, ...part }));
  return {
    draft,
    change,
    isSame: on !== undefined && from === JSON.stringify(toExpression(draft)),
  };
}

function toExpression({ by, text, isCaseExact }: SearchExpression): SearchExpression {
  return { by, text, isCaseExact };
}

function SearchForm({ view, search }: Props) {
  const on = view.search?.expression;
  const field = useRef<HTMLInputElement>(null);
  const faultId = useId();
  const { draft, change, isSame } = useDraft(on);
  const { text, by, isCaseExact } = draft;
  const kind = kinds.find(({ value }) => value === by);
  const state = search?.told.state;
  const fault = isSame && state?.state === "faulty" ? state.why : undefined;
  const isRunning = isSame && state !== undefined && running.has(state.state);
  useShortcut("/", "Search messages", () => field.current?.select());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text === "") return view.setSearch(undefined);
    if (!isSame || !search) return view.setSearch(toExpression(draft));
    if (isRunning) return;
    if (state?.state === "done") search.session.restart();
    else search.session.resume();
  };
  const clear = () => {
    change({ text: "" });
    view.setSearch(undefined);
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || (text === "" && !on)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isRunning) search?.session.stop();
    else clear();
  };
  return (
    <form onSubmit={submit} onKeyDown={onKey}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <BarSearch
          ref={field}
          label="Search messages"
          widthLook="min-w-0 flex-1 basis-64 md:max-w-md"
          placeholder={kind?.placeholder}
          maxLength={1_000}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={fault === undefined ? undefined : faultId}
          value={text}
          onChange={({ target }) => change({ text: target.value })}
          className={by === "text" ? "" : "font-mono"}
        />
        <BarSelect
          label="Search by"
          value={by}
          choices={kinds}
          onChange={(chosen) => change({ by: chosen })}
        />
        {by !== "json" && (
          <label className="flex min-h-8 items-center gap-2 text-small max-md:min-h-10">
            <input
              type="checkbox"
              checked={isCaseExact}
              onChange={({ target }) => change({ isCaseExact: target.checked })}
              className="size-4 accent-accent"
            />
            Match case
          </label>
        )}
        <Button type="submit" reason={text === "" && !on ? nothing : undefined}>
          Search
        </Button>
        {on && (
          <Button kind="quiet" onClick={clear}>
            Clear search
          </Button>
        )}
      </div>
      {fault !== undefined && (
        <p id={faultId} role="alert" className="mt-1 text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {fault}
        </p>
      )}
    </form>
  );
}

const empty: SearchExpression = { by: "text", text: "", isCaseExact: false };
const nothing = "Type what to search for.";
const running: ReadonlySet<string> = new Set(["opening", "scanning", "waiting"]);
