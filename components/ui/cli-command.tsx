import { printable } from "@/lib/format/printable";
import { shellCommand } from "@/lib/format/shell-quote";
import { CliFrame, cliLook } from "./cli-frame";

/** The same by the nats command: what a person would type into a terminal, quoted so that a name is only a name. */
export function CliCommand({ words }: { words: readonly string[] }) {
  const command = shellCommand(words);
  const isWhole = words.every((word) => word === printable(word));
  return (
    <CliFrame label="Copy command" text={command}>
      <code dir="ltr" className={`block ${cliLook}`}>
        {command}
      </code>
      {!isWhole && (
        <p className="mt-1 text-attention text-small">
          The name holds characters that a terminal would obey. They are left out here, so the
          command does not find it.
        </p>
      )}
    </CliFrame>
  );
}
