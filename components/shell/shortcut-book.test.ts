import { describe, expect, it, vi } from "vitest";
import { createShortcutBook } from "./shortcut-book";

describe("the book of shortcuts", () => {
  it("does what a key means, and nothing once that is taken out", () => {
    const { book, action } = bookWith("?");
    expect(book.press("?", 0)).toBe(true);
    expect(action).toHaveBeenCalledOnce();
    expect(book.press("x", 1)).toBe(false);
  });

  it("waits for the second key of two, but not for long", () => {
    const { book, action } = bookWith("g o");
    expect(book.press("g", 0)).toBe(true);
    expect(action).not.toHaveBeenCalled();
    expect(book.press("o", 1_400)).toBe(true);
    expect(action).toHaveBeenCalledOnce();
    book.press("g", 5_000);
    expect(book.press("o", 6_600)).toBe(false);
    expect(action).toHaveBeenCalledOnce();
  });

  it("takes a second key that means nothing as a first one", () => {
    const { book, action } = bookWith("g o");
    const other = vi.fn();
    book.register({ keys: "?", words: "List", group: "Everywhere", action: other });
    book.press("g", 0);
    book.press("?", 10);
    expect(other).toHaveBeenCalledOnce();
    book.press("g", 20);
    book.press("g", 30);
    book.press("o", 40);
    expect(action).toHaveBeenCalledOnce();
  });

  it("gives a key to whoever came last, and back when that has gone", () => {
    const { book, action } = bookWith("/");
    const newer = vi.fn();
    const leave = book.register({ keys: "/", words: "Newer", group: "This page", action: newer });
    book.press("/", 0);
    expect(newer).toHaveBeenCalledOnce();
    expect(action).not.toHaveBeenCalled();
    leave();
    book.press("/", 1);
    expect(action).toHaveBeenCalledOnce();
  });

  it("tells who listens of each change, with the same list in between", () => {
    const { book } = bookWith("?");
    const changed = vi.fn();
    const stop = book.subscribe(changed);
    expect(book.list()).toBe(book.list());
    book.register({ keys: "t", words: "T", group: "Everywhere", action: () => undefined })();
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    book.register({ keys: "t", words: "T", group: "Everywhere", action: () => undefined });
    expect(changed).toHaveBeenCalledTimes(2);
  });
});

function bookWith(keys: string) {
  const book = createShortcutBook();
  const action = vi.fn();
  book.register({ keys, words: "Words", group: "Everywhere", action });
  return { book, action };
}
