import { describe, expect, it } from "vitest";
import { streamTabAddress, subjectMessagesAddress } from "./streams";

describe("the address of a stream's page", () => {
  it.each(["ORDERS", "päck&er=x?y#z%", "<img>"])("keeps any name: %s", (name) => {
    const { pathname } = new URL(streamTabAddress("local", name, "config"), "http://console");
    expect(pathname.split("/").map(decodeURIComponent)).toEqual([
      ...["", "c", "local", "streams", name, "config"],
    ]);
    const messages = new URL(subjectMessagesAddress("local", name, "a&b.>"), "http://console");
    expect(messages.searchParams.get("subject")).toBe("a&b.>");
  });
});
