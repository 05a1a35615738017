import { finderInput } from "./finder-look";

type Props = { label: string; query: string; onQuery: (query: string) => void };

/** The field of a finder that is on its way: what is typed meanwhile is neither lost nor taken for shortcuts. */
export function EarlyInput({ label, query, onQuery }: Props) {
  return (
    <input
      aria-label={label}
      value={query}
      onChange={(event) => onQuery(event.target.value)}
      className={finderInput}
    />
  );
}
