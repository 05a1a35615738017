import { useFormat } from "@/components/ui/use-format";
import type { ChangedPart } from "@/lib/format/merge-lines";
import { showControls } from "@/lib/format/payload";

/** Lines that are shown before and behind what differs. */
const around = 2;

/** What all three have; of many lines only the ends. */
export function MergeSame({ lines }: { lines: readonly string[] }) {
  const format = useFormat();
  const hidden = lines.length - 2 * around;
  if (hidden < 2) return <Lines lines={lines} sign=" " look="text-soft" />;
  return (
    <>
      <Lines lines={lines.slice(0, around)} sign=" " look="text-soft" />
      <p className="px-2 font-sans text-soft">{format.exact(hidden)} lines the same</p>
      <Lines lines={lines.slice(-around)} sign=" " look="text-soft" />
    </>
  );
}

const who = { theirs: "theirs", mine: "mine", both: "the same on both sides" } as const;

/** What only one side changed, or both alike: it stands. */
export function MergeChanged({ part }: { part: ChangedPart }) {
  const after = part.kind === "mine" ? part.mine : part.theirs;
  return (
    <section aria-label={`Changed: ${who[part.kind]}`} className="border-line border-y">
      <p className="px-2 font-sans text-soft text-tiny">{who[part.kind]}</p>
      <Lines lines={part.base} sign="−" word="removed: " look="bg-trouble/10" />
      <Lines lines={after} sign="+" word="added: " look="bg-ok/10" />
    </section>
  );
}

type LinesProps = { lines: readonly string[]; sign: string; look: string; word?: string };

/** Lines with a sign before each. */
export function Lines({ lines, sign, look, word }: LinesProps) {
  return lines.map((line, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else that it is known by, and none of them moves
    <p key={place} className={`flex gap-2 px-2 ${look}`}>
      <span aria-hidden="true" className="whitespace-pre">
        {sign}
      </span>
      {word && <span className="sr-only">{word}</span>}
      <span className="min-h-4 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {showControls(line)}
      </span>
    </p>
  ));
}
