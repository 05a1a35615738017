import type { JsonRow } from "@/lib/format/json-rows";
import { controlLook } from "./field";
import { useFormat } from "./use-format";

type Props = {
  label: string;
  word: string;
  onWord: (word: string) => void;
  found: readonly JsonRow[];
  activePath: string | undefined;
  onReveal: (row: JsonRow) => void;
};

/** Finds keys and values; Enter goes to the next, Shift and Enter to the one before. */
export function JsonTreeSearch({ label, word, onWord, found, activePath, onReveal }: Props) {
  const format = useFormat();
  const at = found.findIndex((row) => row.path === activePath);
  const go = (step: number) => {
    const from = at < 0 && step < 0 ? 0 : at;
    const next = found[(from + step + found.length) % found.length];
    if (next) onReveal(next);
  };
  const count = at < 0 ? format.exact(found.length) : `${at + 1} of ${format.exact(found.length)}`;
  return (
    <div className="mb-1.5 flex items-center gap-3">
      <input
        type="search"
        aria-label={`Find in ${label.toLowerCase()}`}
        placeholder="Find a key or a value"
        autoComplete="off"
        spellCheck={false}
        value={word}
        onChange={(event) => onWord(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            go(event.shiftKey ? -1 : 1);
          }
          // What is around it would close with the same key.
          if (event.key === "Escape" && word !== "") {
            event.preventDefault();
            onWord("");
          }
        }}
        className={`${controlLook} h-7 max-w-64 text-small`}
      />
      <span role="status" className="whitespace-nowrap text-small text-soft tabular-nums">
        {word.trim() !== "" && (found.length === 0 ? "Not found" : `${count} found`)}
      </span>
    </div>
  );
}
