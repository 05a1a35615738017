import { changedFlags, keepingFlags, plainKeeping } from "@/lib/format/keeping-flags";
import { natsCommand } from "@/lib/format/nats-command";
import type { StoreSettings } from "@/lib/model/object-store";

/** The nats command that makes the same store. */
export function addCommand(settings: StoreSettings): string[] {
  const flags = [...changedFlags(flagsOf, plainKeeping, settings), `--storage=${settings.storage}`];
  return natsCommand(["object", "add"], [settings.name], flags);
}

/** The nats command that changes a store in the same way: it leaves alone what it is not told. */
export function editCommand(before: StoreSettings, after: StoreSettings): string[] {
  return natsCommand(["object", "edit"], [after.name], changedFlags(flagsOf, before, after));
}

/** What the nats command has no word for; undefined where it does the same. */
export function editLacks(before: StoreSettings, after: StoreSettings): string | undefined {
  return before.placement && !after.placement ? "an end of placement" : undefined;
}

const flagsOf = Object.values(keepingFlags);
