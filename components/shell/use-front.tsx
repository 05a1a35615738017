"use client";

import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import type { PageName } from "@/lib/url/pages";
import { EarlyInput } from "./early-input";
import { Sheet } from "./sheet";

const loadPalette = () => import("./palette");
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const ShortcutList = lazy(async () => ({
  default: (await import("./shortcut-list")).ShortcutList,
}));

type Front = { front: ReactNode; openPalette: () => void; openShortcuts: () => void };

/** What stands in front of any page when it is called: the palette, or the list of shortcuts. */
export function useFront(connectionId: string | undefined, page: PageName, bucket?: string): Front {
  const [open, setOpen] = useState<"palette" | "shortcuts">();
  const close = () => setOpen(undefined);
  useEffect(loadSoon, []);
  return {
    openPalette: () => setOpen("palette"),
    openShortcuts: () => setOpen("shortcuts"),
    front: (
      <>
        {open === "palette" && (
          <PaletteSheet
            {...{ connectionId, page, bucket }}
            onClose={close}
            onShortcuts={() => setOpen("shortcuts")}
          />
        )}
        {open === "shortcuts" && (
          <Suspense>
            <ShortcutList onClose={close} />
          </Suspense>
        )}
      </>
    ),
  };
}

type SheetProps = {
  connectionId: string | undefined;
  page: PageName;
  bucket: string | undefined;
  onClose: () => void;
  onShortcuts: () => void;
};

/** There at once, so that what is typed while the rest is loaded is not lost, nor taken for shortcuts. */
function PaletteSheet({ onShortcuts, ...props }: SheetProps) {
  const [query, setQuery] = useState("");
  return (
    <Sheet label="Search" onClose={props.onClose}>
      <Suspense fallback={<EarlyInput label="Search" query={query} onQuery={setQuery} />}>
        <Palette {...props} query={query} onQuery={setQuery} onShortcuts={onShortcuts} />
      </Suspense>
    </Sheet>
  );
}

/** ⌘ or Ctrl comes before K: by then the palette is there. */
function loadSoon(): () => void {
  const hear = ({ key }: KeyboardEvent) => {
    if (key === "Meta" || key === "Control") void loadPalette();
  };
  document.addEventListener("keydown", hear);
  return () => document.removeEventListener("keydown", hear);
}
