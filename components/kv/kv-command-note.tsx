import { CliCommand } from "@/components/ui/cli-command";
import type { KvCommand } from "@/lib/format/kv-command";

/** The same by the nats command, and what has to be known to use it. */
export function KvCommandNote({ command: { words, note } }: { command: KvCommand }) {
  return (
    <div className="min-w-0">
      <CliCommand words={words} />
      {note && <p className="mt-1 text-small text-soft">{note}</p>}
    </div>
  );
}
