"use client";

import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { SearchExpression } from "@/lib/model/search";
import { nothingFound, searchFacts, searchNote } from "./search-words";
import type { Search } from "./use-search";

type Props = { search: Search; expression: SearchExpression; filter: string };

/** How far a search is, what it found, and what can be done about it. */
export function SearchStatus({ search, expression, filter }: Props) {
  const format = useFormat();
  const { told, session } = search;
  const { state, progress } = told;
  if (state.state === "faulty") return null;
  const note = searchNote(told, format);
  const isRunning = state.state === "scanning" || state.state === "waiting";
  const { messages = 0, leftMessages = 0, hits = 0 } = progress ?? {};
  return (
    <section aria-label="Search" className="grid gap-1.5 border-line border-t pt-2 text-small">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="tabular-nums">{searchFacts(told, format).join(" · ")}</span>
        {note && <span className={toneOf(state.state)}>{note}</span>}
        {state.state === "done" && hits === 0 && (
          <span className="break-words text-soft">{nothingFound(expression, filter, told)}</span>
        )}
        <span className="ml-auto flex gap-1.5">
          <Actions search={search} />
        </span>
      </div>
      {isRunning && (
        <progress
          aria-label="Searched"
          value={messages}
          max={messages + leftMessages || 1}
          className="h-1 w-full appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
      {state.state === "failed" && (
        <Problem
          words={describeError(state.error)}
          action={<Button onClick={() => session.resume()}>Try again</Button>}
        />
      )}
      <Announcement search={search} />
    </section>
  );
}

function Actions({ search: { told, session } }: { search: Search }) {
  switch (told.state.state) {
    case "opening":
    case "scanning":
    case "waiting":
      return <Button onClick={() => session.stop()}>Stop</Button>;
    case "stopped":
    case "slow":
      return <Button onClick={() => session.resume()}>Resume</Button>;
    case "costly":
      return (
        <Button kind="primary" onClick={() => session.resume(true)}>
          Read it
        </Button>
      );
    case "done":
      return <Button onClick={() => session.restart()}>Search again</Button>;
    default:
      return null;
  }
}

/** Said aloud with each quarter, and when it needs somebody or ends; each hit would be chatter. */
function Announcement({ search: { told } }: { search: Search }) {
  const format = useFormat();
  const { state, progress } = told;
  const { messages = 0, leftMessages = 0 } = progress ?? {};
  const quarter = Math.floor((4 * messages) / Math.max(1, messages + leftMessages));
  const words =
    state.state === "scanning"
      ? `Searching, ${quarter * 25}%`
      : (searchNote(told, format) ?? searchFacts(told, format).join(", "));
  return (
    <span role="status" className="sr-only">
      {words}
    </span>
  );
}

function toneOf(state: string): string {
  return ["waiting", "slow", "costly"].includes(state) ? "text-attention" : "text-soft";
}
