import { printable } from "@/lib/format/printable";
import { shellCommand } from "@/lib/format/shell-quote";
import { CopyInline } from "./copy-button";

/** The same by the nats command: what a person would type into a terminal, quoted so that a name is only a name. */
export function CliCommand({ words }: { words: readonly string[] }) {
  const command = shellCommand(words);
  const isWhole = words.every((word) => word === printable(word));
  return (
    <section aria-label="Same as" className="min-w-0">
      <div className="flex items-center justify-between gap-4">
        <h3 className="text-small text-soft">Same as</h3>
        <CopyInline label="Copy command" text={() => command} />
      </div>
      <code
        dir="ltr"
        className="block whitespace-pre-wrap break-words rounded-md bg-hover px-2.5 py-1.5 font-mono text-small [overflow-wrap:anywhere]"
      >
        {command}
      </code>
      {!isWhole && (
        <p className="mt-1 text-attention text-small">
          The name holds characters that a terminal would obey. They are left out here, so the
          command does not find it.
        </p>
      )}
    </section>
  );
}
