"use client";

import { useQueryStates } from "nuqs";
import { memo, type RefObject, useId, useState } from "react";
import { useFormat } from "@/components/ui/use-format";
import type { ConsumerCause, ConsumerRow } from "@/lib/model/consumers";
import { boardCauses, boardParams } from "@/lib/url/consumers";
import { causeLabels, causeMeanings } from "./cause-words";

type Props = {
  /** The rows at any moment: it is not drawn again because they have changed. */
  rowsNow: RefObject<readonly ConsumerRow[]>;
  /** How many of those that would be shown have each cause. */
  causes: Record<ConsumerCause, number>;
};

const chipLook =
  "flex h-7 items-center gap-1.5 rounded-md border border-line px-2 text-small text-soft hover:bg-hover hover:text-ink aria-pressed:border-accent aria-pressed:bg-select aria-pressed:text-ink max-md:h-10";

/** What consumers are looked for by: their stream, how far behind, why; and whether they stand by stream. */
export const BoardChoice = memo(
  BoardChoiceOnce,
  (before, now) =>
    before.rowsNow === now.rowsNow &&
    boardCauses.every((cause) => before.causes[cause] === now.causes[cause]),
);

function BoardChoiceOnce({ rowsNow, causes }: Props) {
  const format = useFormat();
  const [{ cause, group }, change] = useQueryStates(boardParams);
  const chosen = cause ?? [];
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-1.5 gap-y-2">
      <div className="flex items-center gap-x-1.5 max-md:w-full">
        <OfStream rowsNow={rowsNow} />
        <BehindBy />
      </div>
      {boardCauses
        .filter((name) => causes[name] > 0 || chosen.includes(name))
        .map((name) => {
          const isOn = chosen.includes(name);
          const next = isOn ? chosen.filter((one) => one !== name) : [...chosen, name];
          return (
            <button
              key={name}
              type="button"
              aria-pressed={isOn}
              title={causeMeanings[name]}
              onClick={() => void change({ cause: next.length > 0 ? next : null })}
              className={chipLook}
            >
              {capital(causeLabels[name])}
              <span className="tabular-nums">{format.count(causes[name])}</span>
            </button>
          );
        })}
      <button
        type="button"
        aria-pressed={group === "stream"}
        onClick={() => void change({ group: group === "stream" ? null : "stream" })}
        className={`${chipLook} md:ml-auto`}
      >
        Group by stream
      </button>
    </div>
  );
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** More are not offered while a name is typed: a list of them helps nobody. */
const mostOffered = 200;

function OfStream({ rowsNow }: Pick<Props, "rowsNow">) {
  const [{ stream }, change] = useQueryStates(boardParams);
  const listId = useId();
  const [names, setNames] = useState<readonly string[]>([]);
  return (
    <label className="mr-1 flex items-center gap-2 text-small max-md:min-w-0 max-md:flex-1">
      <span className="shrink-0 text-soft">Stream</span>
      <input
        type="search"
        list={listId}
        placeholder="all"
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        value={stream ?? ""}
        onFocus={() => setNames(namesOf(rowsNow.current))}
        onChange={(event) => void change({ stream: event.target.value.trim() || null })}
        className="h-8 w-44 rounded-md border border-edge bg-raised px-2 text-small placeholder:text-soft max-md:h-10 max-md:min-w-0 max-md:grow"
      />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}

/** The first of them; rows come by stream. */
function namesOf(rows: readonly ConsumerRow[]): readonly string[] {
  const names = new Set<string>();
  for (const { stream } of rows) {
    if (names.size === mostOffered) break;
    names.add(stream);
  }
  return [...names];
}

const lags = [
  { over: 10, words: "over 10 s" },
  { over: 60, words: "over 1 min" },
  { over: 300, words: "over 5 min" },
  { over: 900, words: "over 15 min" },
  { over: 3_600, words: "over 1 h" },
  { over: 86_400, words: "over 1 d" },
];

function BehindBy() {
  const format = useFormat();
  const [{ over, behind }, change] = useQueryStates(boardParams);
  const atAll = behind ? "any" : "";
  const isOwn = over !== null && !lags.some((lag) => lag.over === over);
  return (
    <label className="mr-1 flex items-center gap-2 text-small max-md:mr-0">
      <span className="shrink-0 text-soft">Behind</span>
      <select
        value={over ?? atAll}
        onChange={({ target }) => {
          const seconds = Number(target.value);
          void change({
            behind: target.value === "any" || null,
            over: seconds > 0 ? seconds : null,
          });
        }}
        className="h-8 rounded-md border border-edge bg-raised px-2 text-small max-md:h-10"
      >
        <option value="">or not</option>
        <option value="any">at all</option>
        {lags.map((lag) => (
          <option key={lag.over} value={lag.over}>
            {lag.words}
          </option>
        ))}
        {isOwn && <option value={over}>over {format.duration(over * 1_000)}</option>}
      </select>
    </label>
  );
}
