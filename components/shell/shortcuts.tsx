"use client";

import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from "react";
import { createShortcutBook, type Shortcut, type ShortcutGroup } from "./shortcut-book";

const BookContext = createContext(createShortcutBook());

/** Hears the keyboard for the pages inside. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [book] = useState(createShortcutBook);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const key = toKey(event);
      if (key !== undefined && book.press(key, event.timeStamp)) event.preventDefault();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [book]);
  return <BookContext value={book}>{children}</BookContext>;
}

/** Gives keys a meaning while the component is there; the list of shortcuts shows them. */
export function useShortcut(
  keys: string,
  words: string,
  action: () => void,
  group: ShortcutGroup = "This page",
): void {
  const book = use(BookContext);
  const act = useEffectEvent(action);
  useEffect(
    () => book.register({ keys, words, group, action: () => act() }),
    [book, keys, words, group],
  );
}

/** All that have a meaning now. */
export function useShortcutList(): readonly Shortcut[] {
  const book = use(BookContext);
  return useSyncExternalStore(book.subscribe, book.list, book.list);
}

/** The key of a book that was pressed; undefined where it belongs to something else. */
function toKey(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.altKey) return undefined;
  if (document.querySelector("dialog[open], [popover]:popover-open")) {
    return undefined;
  }
  if (event.ctrlKey || event.metaKey) {
    const isMod = isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    return isMod && !event.shiftKey ? `mod+${event.key.toLowerCase()}` : undefined;
  }
  return isTyping(event.target) ? undefined : event.key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type)
  );
}

/** There the command key is what Control is elsewhere, and Control edits text. */
export function isMac(): boolean {
  return /^(Mac|iP)/.test(navigator.platform);
}
