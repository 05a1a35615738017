"use client";

import { formatJson } from "@/lib/format/json-text";
import { shellCommand } from "@/lib/format/shell-quote";
import { Menu, type MenuItem } from "./menu";
import { useCopy } from "./use-copy";

type Props = {
  /** "stream ORDERS": what is copied, for those who hear only the button. */
  what: string;
  name: string;
  /** Asked for when it is copied. */
  json?: () => unknown;
  /** The command that shows it, word by word. */
  command?: readonly string[];
};

/** What can be copied of an object: its name, all of it as JSON, the nats command that shows it. */
export function CopyMenu({ what, name, json, command }: Props) {
  const { copied, copy } = useCopy();
  const items: MenuItem[] = [{ label: "Name", onChoose: () => copy(name) }];
  if (json) items.push({ label: "As JSON", onChoose: () => copy(formatJson(json())) });
  if (command)
    items.push({ label: "As nats command", onChoose: () => copy(shellCommand(command)) });
  return (
    <span className="inline-flex items-center gap-2">
      <Menu label={`Copy ${what}`} word="Copy" items={items} />
      <span role="status" className="text-small text-soft empty:hidden">
        {copied.words}
      </span>
    </span>
  );
}
