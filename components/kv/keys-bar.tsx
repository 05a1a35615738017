"use client";

import { type ReactNode, useRef } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { BarRadio } from "@/components/ui/bar-radio";
import { BarSearch } from "@/components/ui/bar-search";
import { BarSelect } from "@/components/ui/bar-select";
import { KeysPattern } from "./keys-pattern";
import type { KeysLook } from "./use-keys-view";

type Props = {
  look: KeysLook;
  /** What stands at the end: columns, and the way into a file. */
  children: ReactNode;
};

const shapes = [
  { value: "tree", label: "Tree" },
  { value: "flat", label: "Flat" },
] as const;

const separators = [
  { value: "both", label: ". and /" },
  { value: ".", label: "." },
  { value: "/", label: "/" },
] as const;

/** How the keys are shown, and which of them. */
export function KeysBar({ look, children }: Props) {
  const { view, change } = look;
  const search = useRef<HTMLInputElement>(null);
  useShortcut("/", "Filter keys", () => {
    search.current?.select();
    search.current?.focus();
  });
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
      <BarSearch
        ref={search}
        label="Filter keys"
        widthLook="w-52 max-md:w-full"
        placeholder="Filter keys"
        value={view.text}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "Enter") {
            event.preventDefault();
            focusFirstRow(search.current);
          }
          if (event.key !== "Escape" || view.text === "") return;
          event.preventDefault();
          event.stopPropagation();
          change({ text: "" });
        }}
      />
      <KeysPattern pattern={look.pattern} fault={look.patternFault} onPattern={look.setPattern} />
      <BarRadio
        label="Keys as"
        value={view.shape}
        choices={shapes}
        onChange={(shape) => change({ shape })}
      />
      {view.shape === "tree" && (
        <BarSelect
          label="Separators"
          isLabelShown
          value={view.separators}
          choices={separators}
          onChange={(next) => change({ separators: next })}
        />
      )}
      <button
        type="button"
        role="switch"
        aria-checked={view.showsDeleted}
        onClick={() => change({ showsDeleted: !view.showsDeleted })}
        className="group flex h-8 items-center gap-2 rounded-md px-1 text-small max-md:h-10"
      >
        <span
          aria-hidden="true"
          className="flex h-4 w-7 items-center rounded-full border border-edge bg-raised px-0.5 group-aria-checked:justify-end group-aria-checked:border-accent group-aria-checked:bg-accent"
        >
          <span className="size-2.5 rounded-full bg-edge group-aria-checked:bg-page" />
        </span>
        Deleted keys
      </button>
      <span className="ml-auto flex items-center max-md:ml-0">{children}</span>
    </div>
  );
}

/** From what was typed into what was found. */
function focusFirstRow(search: HTMLElement | null): void {
  const section = search?.closest("section");
  section?.querySelector<HTMLElement>("tr[data-index]")?.focus();
}
