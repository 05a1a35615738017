import { type JsonRow, maxDepth } from "@/lib/format/json-rows";
import { isLong, writeValue } from "@/lib/format/json-value";
import { Marked } from "./marked";
import { useFormat } from "./use-format";

/** All rows are of one height, so that it is known where each stands. */
export const rowPx = 24;

type Props = {
  id: string;
  row: JsonRow;
  top: number;
  isOpen: boolean;
  isActive: boolean;
  word: string;
  onPick: () => void;
};

/** One key with its value, or with how much it holds. */
export function JsonTreeRow({ id, row, top, isOpen, isActive, word, onPick }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys, for its active row
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-expanded={row.size ? isOpen : undefined}
      aria-selected={isActive}
      onClick={onPick}
      style={{ top, height: rowPx, paddingLeft: 4 + (row.level - 1) * 16 }}
      className="absolute inset-x-0 flex items-center whitespace-pre rounded pr-2 leading-6 hover:bg-hover aria-selected:bg-hover"
    >
      <span aria-hidden="true" className="w-4 shrink-0 text-center text-soft text-tiny">
        {row.size ? <span className={isOpen ? "inline-block rotate-90" : ""}>▶</span> : ""}
      </span>
      <span className="text-soft">
        <Marked text={String(row.step)} word={word} />
        {": "}
      </span>
      <Value row={row} word={word} />
    </div>
  );
}

function Value({ row: { value, size }, word }: { row: JsonRow; word: string }) {
  const format = useFormat();
  if (typeof value === "object" && value !== null) {
    if (size === undefined) {
      return <span className="text-soft">deeper than {maxDepth} levels</span>;
    }
    const [one, many] = Array.isArray(value) ? ["item", "items"] : ["key", "keys"];
    return (
      <span className="text-soft">
        {Array.isArray(value) ? "[ ]" : "{ }"} {format.exact(size)} {size === 1 ? one : many}
      </span>
    );
  }
  return (
    <span className={value === null ? "text-soft" : ""}>
      <Marked text={writeValue(value)} word={word} />
      {isLong(value) && (
        <span className="ml-2 font-sans text-accent">{format.exact(value.length)} characters</span>
      )}
    </span>
  );
}
