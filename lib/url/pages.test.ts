import { createLoader } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { openedParams, pageAddress, pages, streamAddress } from "./pages";

const load = createLoader(openedParams);
const openedAt = (address: string) => load(new URL(address, "http://console").searchParams);

describe("the address of what is opened", () => {
  it.each(["ORDERS", "a&b=c", "päck/er?x#y"])("keeps any name: %s", (stream) => {
    expect(openedAt(streamAddress("local", stream))).toEqual({ stream });
  });
});

it("each page has an address and a shortcut of its own", () => {
  const addresses = pages.map(({ name }) => pageAddress(name, "a b"));
  expect(new Set(addresses).size).toBe(pages.length);
  expect(addresses).toContain("/c/a%20b");
  expect(new Set(pages.map(({ shortcut }) => shortcut)).size).toBe(pages.length);
});
