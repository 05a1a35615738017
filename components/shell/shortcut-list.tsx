"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Keys } from "./keys";
import type { ShortcutGroup } from "./shortcut-book";
import { useShortcutList } from "./shortcuts";

/** Every shortcut that means something here. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcutList();
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {groups.map((group) => {
        const own = shortcuts.filter((shortcut) => shortcut.group === group);
        const rows = [...own, ...(group === "Tables" ? ofTables : [])];
        return (
          rows.length > 0 && (
            <section key={group} aria-label={group} className="mt-4">
              <h3 className="mb-1 text-small text-soft">{group}</h3>
              <dl>
                {rows.map(({ keys, words }) => (
                  <div key={keys} className="flex items-center justify-between gap-4 py-1">
                    <dt>{words}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        );
      })}
      <p className="mt-5 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </p>
    </Dialog>
  );
}

const groups: readonly (ShortcutGroup | "Tables")[] = [
  "Everywhere",
  "Go to",
  "Tables",
  "This page",
];

/** What a table does by itself with the keys that are pressed in it. */
const ofTables = [
  { keys: "/", words: "Filter" },
  { keys: "j", words: "Next row" },
  { keys: "k", words: "Previous row" },
  { keys: "Enter", words: "Open the row" },
  { keys: "Space", words: "Select the row" },
  { keys: "Escape", words: "Close what is open beside it" },
];
