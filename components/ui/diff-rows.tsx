import type { Change } from "@/lib/format/diff";
import { formatJson } from "@/lib/format/json-text";
import { formatPath, type Step } from "@/lib/format/path";
import { showControls } from "@/lib/format/payload";
import { DiffText } from "./diff-text";

/** What a path is called where people know it by another name. */
export type DiffNames = (path: readonly Step[]) => string;

const signs: Record<Change["kind"], string> = {
  added: "+",
  removed: "−",
  changed: "~",
  reordered: "↕",
};

/** Every difference in a row of its own: where, what stood there, what will. */
export function DiffRows({
  changes,
  names = formatPath,
}: {
  changes: readonly Change[];
  names?: DiffNames;
}) {
  if (changes.length === 0) return null;
  return (
    <section
      aria-label="Changes"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
      className="max-h-[50dvh] overflow-auto"
    >
      <table className="w-full table-fixed border-collapse text-small max-sm:block">
        <thead className="sticky top-0 bg-raised text-left text-soft max-sm:sr-only">
          <tr className="border-line border-b">
            <th className="w-[28%] py-1.5 pr-4 font-medium">What</th>
            <th className="py-1.5 pr-4 font-medium">Before</th>
            <th className="py-1.5 font-medium">After</th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {changes.map((change) => (
            <Row key={keyOf(change)} change={change} name={names(change.path)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ change, name }: { change: Change; name: string }) {
  const { kind, before, after } = change;
  const head = (
    <th scope="row" className={`${cell} pr-4 text-left font-normal`}>
      <span aria-hidden="true" className="mr-2 inline-block w-3 text-center text-soft">
        {signs[kind]}
      </span>
      <span className="sr-only">{kind}: </span>
      <span className="[overflow-wrap:anywhere]">{name}</span>
    </th>
  );
  if (isText(before) && isText(after)) {
    return (
      <tr className={line}>
        {head}
        <td colSpan={2} className={cell}>
          <DiffText before={before} after={after} />
        </td>
      </tr>
    );
  }
  return (
    <tr className={line}>
      {head}
      <td className={`${cell} pr-4`}>
        <Value value={before} word="Before" />
      </td>
      <td className={cell}>
        <Value value={after} word="After" />
      </td>
    </tr>
  );
}

const line = "border-line border-b last:border-b-0 max-sm:block max-sm:py-1";
const cell = "py-1.5 align-top max-sm:block max-sm:py-0.5";

function Value({ value, word }: { value: unknown; word: string }) {
  if (value === undefined) return <span className="text-soft max-sm:hidden">–</span>;
  const text = typeof value === "string" ? value : formatJson(value);
  return (
    <>
      <span aria-hidden="true" className="mr-2 text-soft sm:hidden">
        {word}
      </span>
      <span className="whitespace-pre-wrap font-mono [overflow-wrap:anywhere]">
        {text === "" ? <span className="font-sans text-soft">empty</span> : showControls(text)}
      </span>
    </>
  );
}

/** Of several lines, at least on one side: then lines are compared. */
function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim().includes("\n");
}

function keyOf({ path, kind, before, after }: Change): string {
  return formatJson([path, kind, before, after]);
}
