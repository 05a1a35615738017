"use client";

import { Search as SearchIcon } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import type { SearchExpression } from "@/lib/model/search";
import { SearchStatus } from "./search-status";
import type { Search } from "./use-search";
import type { MessagesView } from "./use-view";

type Props = { view: MessagesView; search: Search | undefined };

type By = SearchExpression["by"];

const kinds: readonly { by: By; words: string; placeholder: string }[] = [
  { by: "text", words: "Text", placeholder: "Search subject, headers, payload" },
  { by: "regex", words: "Expression", placeholder: "order-\\d+|^Trace-Id: 4f" },
  { by: "json", words: "JSON path", placeholder: "$.order.total >= 100" },
];

const control = "h-8 rounded-md border border-edge bg-raised text-small max-md:h-10";

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
  const kind = kinds.find((each) => each.by === by) ?? kinds[0];
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
        <label className="relative flex min-w-0 flex-1 basis-64 items-center md:max-w-md">
          <span className="sr-only">Search messages</span>
          <SearchIcon aria-hidden="true" className="absolute left-2.5 size-3.5 text-soft" />
          <input
            ref={field}
            type="search"
            placeholder={kind?.placeholder}
            autoComplete="off"
            spellCheck={false}
            maxLength={1_000}
            aria-keyshortcuts="/"
            aria-invalid={fault !== undefined || undefined}
            aria-describedby={fault === undefined ? undefined : faultId}
            value={text}
            onChange={({ target }) => change({ text: target.value })}
            className={`${control} w-full pr-2 pl-8 placeholder:text-soft aria-invalid:border-trouble ${by === "text" ? "" : "font-mono"}`}
          />
        </label>
        <select
          aria-label="Search by"
          value={by}
          onChange={({ target }) =>
            change({ by: kinds.find((each) => each.by === target.value)?.by ?? "text" })
          }
          className={`${control} px-2`}
        >
          {kinds.map((each) => (
            <option key={each.by} value={each.by}>
              {each.words}
            </option>
          ))}
        </select>
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
