import { natsCommand } from "@/lib/format/nats-command";
import { printable } from "@/lib/format/printable";
import { shellCommand } from "@/lib/format/shell-quote";
import type { OrphanGroup } from "@/lib/model/object-orphans";
import type { StoreRow } from "@/lib/model/object-store";

/** More lines are not read. */
const mostLines = 10;

/** The nats commands that remove chosen chunks, and what has to be known of them. */
export function purgeScript(
  { name, stream }: Pick<StoreRow, "name" | "stream">,
  groups: readonly OrphanGroup[],
  chosen: ReadonlySet<string>,
): { text: string; note: string } {
  const wanted = groups.filter(({ nuid }) => chosen.has(nuid) && nuid === printable(nuid));
  const lines = wanted
    .slice(0, mostLines)
    .map(({ nuid }) =>
      shellCommand(
        natsCommand(["stream", "purge"], [stream], [`--subject=$O.${name}.C.${nuid}`, "--force"]),
      ),
    );
  const more = chosen.size - lines.length;
  const rest = more > 0 ? ` ${more} more go in the same way.` : "";
  return {
    text: lines.join("\n"),
    note: `nats object has no word for it. The command does not look whether an object has them by now.${rest}`,
  };
}
