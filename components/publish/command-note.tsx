import { CliCommand } from "@/components/ui/cli-command";
import type { Command } from "./cli-words";

/** The same by the nats CLI. */
export function CommandNote({ command }: { command: Command }) {
  return (
    <div>
      <CliCommand words={command.words} />
      {command.note && <p className="mt-1 text-small text-soft">{command.note}</p>}
    </div>
  );
}
