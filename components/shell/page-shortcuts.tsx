"use client";

import { useRouter } from "next/navigation";
import { type Page, pageAddress, pages } from "@/lib/url/pages";
import { useShortcut } from "./shortcuts";
import { useShownConnectionId } from "./shown-connection";

type Props = {
  connectionId: string | undefined;
  onPalette: () => void;
  onShortcuts: () => void;
};

/** The keys that mean the same on every page. */
export function PageShortcuts({ connectionId, onPalette, onShortcuts }: Props) {
  const shownId = useShownConnectionId(connectionId);
  useShortcut("mod+k", "Search", onPalette, "Everywhere");
  useShortcut("?", "Keyboard shortcuts", onShortcuts, "Everywhere");
  return pages
    .filter((page) => page.of === "console" || shownId !== undefined)
    .map((page) => <Go key={page.name} page={page} connectionId={shownId ?? ""} />);
}

function Go({ page, connectionId }: { page: Page; connectionId: string }) {
  const router = useRouter();
  const { name, words, shortcut } = page;
  useShortcut(shortcut, words, () => router.push(pageAddress(name, connectionId)), "Go to");
  return null;
}
