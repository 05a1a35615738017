import { createLoader, createSerializer } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { messagesParams } from "./messages";

const load = createLoader(messagesParams);
const write = createSerializer(messagesParams);
const nothing = load(new URLSearchParams());

describe("the address of a look at messages", () => {
  it.each([
    ["?seq=9007199254740993", { seq: 9_007_199_254_740_993n }],
    ["?time=2026-11-21T12:03:05.123Z", { time: Date.UTC(2026, 10, 21, 12, 3, 5, 123) }],
    ["?subject=orders.%3E&order=oldest", { subject: "orders.>", order: "oldest" as const }],
    ["?follow=true&open=7", { follow: true, open: 7n }],
  ])("%s leads back to what was looked at", (address, view) => {
    expect(load(new URLSearchParams(address))).toEqual({ ...nothing, ...view });
    expect(load(new URLSearchParams(write(view)))).toEqual({ ...nothing, ...view });
  });

  it("means the newest where it makes no sense", () => {
    const address = "?seq=-1&time=yesterday&order=sideways&open=1e9";
    expect(load(new URLSearchParams(address))).toEqual(nothing);
  });
});
